using ActorPlatform.Actors.Journal;
using ActorPlatform.Actors.Tests.Jobs.Fakes;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Journal;

public sealed class GroupLoopTests : Akka.TestKit.Xunit2.TestKit
{
    private const int Stopped = 3000;
    private const int Broken = 3001;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private readonly FakeLogger _logger = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_WorkerThrows_EndsTheEngineInsteadOfLeavingAHalfOne(bool blocks)
    {
        using var loop = GroupLoop.Create(Sys, _logger);

        loop.Start(new Worker(_ => throw new InvalidOperationException("A fault of ours.")), blocks, "broken");

        await Sys.WhenTerminated.WaitAsync(s_patience);
        _logger.Of(Broken).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dispose_WorkerWaits_EndsOnlyTheWorker(bool blocks)
    {
        var loop = GroupLoop.Create(Sys, _logger);
        var worker = new Worker(async stop =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop);
            return true;
        });
        loop.Start(worker, blocks, "waiting");

        loop.Dispose();
        await worker.Ended.WaitAsync(s_patience);

        (_logger.Of(Stopped).Count, _logger.Of(Broken).Count).ShouldBe((1, 0));
        CoordinatedShutdown.Get(Sys).ShutdownReason.ShouldBeNull();
    }

    private sealed class Worker(Func<CancellationToken, Task<bool>> wait) : IGroupWorker
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Ended => _ended.Task;

        public async ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => await wait(cancellationToken);

        public ValueTask HandleAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync()
        {
            _ended.SetResult();
            return ValueTask.CompletedTask;
        }
    }
}
