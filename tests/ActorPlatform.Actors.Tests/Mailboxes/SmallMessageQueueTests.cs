using ActorPlatform.Actors.Mailboxes;
using Akka.Actor;

namespace ActorPlatform.Actors.Tests.Mailboxes;

public sealed class SmallMessageQueueTests
{
    private readonly SmallMessageQueue _queue = new();

    [Fact]
    public void TryDequeue_Empty_TakesNothing()
    {
        _queue.TryDequeue(out _).ShouldBeFalse();
        _queue.HasMessages.ShouldBeFalse();
    }

    [Fact]
    public void TryDequeue_ManyMessages_KeepsTheirOrderOverShrinking()
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var number in Enumerable.Range(0, 100)) Add(number);

            Drain().ShouldBe(Enumerable.Range(0, 100));
        }
    }

    [Fact]
    public void EnqueueFirst_GivenBack_ComesBeforeTheRestTheLastOneFirst()
    {
        Add(3);
        _queue.EnqueueFirst(Of(2));
        _queue.EnqueueFirst(Of(1));

        _queue.Count.ShouldBe(3);
        Drain().ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void CleanUp_WhatIsLeft_GoesToTheDeadLettersInOrder()
    {
        var dead = new SmallMessageQueue();
        Add(2);
        _queue.EnqueueFirst(Of(1));

        _queue.CleanUp(ActorRefs.Nobody, dead);

        _queue.HasMessages.ShouldBeFalse();
        Drain(dead).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Enqueue_FromManyThreads_LosesNothing()
    {
        const int Threads = 8;
        const int Each = 10_000;
        var taken = new List<int>();
        var adding = Parallel.ForAsync(0, Threads, (thread, _) =>
        {
            for (var i = 0; i < Each; i++) Add((thread * Each) + i);
            return ValueTask.CompletedTask;
        });
        while (!adding.IsCompleted || _queue.HasMessages) taken.AddRange(Drain());

        await adding;
        taken.Order().ShouldBe(Enumerable.Range(0, Threads * Each));
        for (var thread = 0; thread < Threads; thread++) taken.Where(number => number / Each == thread).ShouldBeInOrder();
    }

    private static Envelope Of(int number) => new(number, ActorRefs.NoSender);

    private void Add(int number) => _queue.Enqueue(ActorRefs.Nobody, Of(number));

    private List<int> Drain() => Drain(_queue);

    private static List<int> Drain(SmallMessageQueue queue)
    {
        var numbers = new List<int>();
        while (queue.TryDequeue(out var envelope)) numbers.Add((int)envelope.Message);
        return numbers;
    }
}
