namespace ActorPlatform.Api.Problems;

/// <summary>Ends a request with a problem from where no result can be returned (reading a body).</summary>
internal sealed class ProblemException(ProblemResult result) : Exception(result.Problem.Detail)
{
    public ProblemResult Result { get; } = result;
}
