namespace ActorPlatform.Simulation;

/// <summary>Seeds that have failed, each with what it found. They stay, though a change of the simulation gives them another story.</summary>
public class KnownSeeds
{
    [Theory]
    [InlineData(9, "checker: a failover loses a job's definition that was acknowledged; its caller defines it again")]
    [InlineData(18, "checker: the same for two jobs at once, and a later failover loses claims of a job that nobody defined")]
    [InlineData(55, "assumption: by a clock an hour ahead a kill's deadline is set an hour late; clocks of nodes have to agree")]
    [InlineData(490, "simulation: a recovery had the snapshot of the old server and the rows of the one that was promoted meanwhile; it fails, and the next one reads both anew")]
    [InlineData(2070, "assumption: a machine suspended while its wall clock is set back by an hour knows by neither clock that time has passed; it polls once when it wakes")]
    [InlineData(2112, "assumption: the same")]
    public void Anything_ASeedThatFailedBefore_Holds(int seed, string found)
    {
        using var simulation = new JobSimulation(JobSimulationTests.Anything(seed));

        simulation.Run().ShouldBeEmpty(found);
    }

    [Theory]
    [InlineData(1, "assumption: by a clock an hour ahead a post that is still under way counts as never arrived; two runs live")]
    public void Outliving_ASeedThatFailedBefore_Holds(int seed, string found)
    {
        using var simulation = new JobSimulation(JobSimulationTests.Outliving(seed));

        simulation.Run().ShouldBeEmpty(found);
    }
}
