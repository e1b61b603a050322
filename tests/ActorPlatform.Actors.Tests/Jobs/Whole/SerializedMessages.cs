using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Event;
using Akka.Hosting;
using Akka.Serialization;

namespace ActorPlatform.Actors.Tests.Jobs.Whole;

/// <summary>Makes an actor system serialize each message, also between actors of one node, and notes which of ours could not be, or only by reflection.</summary>
internal sealed class SerializedMessages
{
    private readonly ConcurrentQueue<string> _faults = new();
    private readonly SemaphoreSlim _noted = new(0);

    public IReadOnlyCollection<string> Faults => _faults;

    public void Configure(AkkaConfigurationBuilder akka) => akka
        .AddHocon("akka.actor { serialize-messages = on, log-serializer-override-on-start = off }", HoconAddMode.Prepend)
        .WithCustomSerializer("reflection", [typeof(object)], system => new Reflection(system, Note))
        .WithActors((system, _) => system.EventStream.Subscribe(system.ActorOf(Props.Create<Listener>((Action<string>)Note), "swallowed"), typeof(Error)));

    /// <summary>Waits for a fault whose text has this in it.</summary>
    public async Task FaultAsync(string text)
    {
        while (!_faults.Any(fault => fault.Contains(text, StringComparison.Ordinal)))
        {
            (await _noted.WaitAsync(TimeSpan.FromSeconds(20))).ShouldBeTrue($"No fault with '{text}' was noted, only: {string.Join("; ", _faults)}");
        }
    }

    private void Note(string fault)
    {
        _faults.Enqueue(fault);
        _noted.Release();
    }

    // Akka.NET swallows what fails in a sender's hands, and logs it.
    private sealed class Listener(Action<string> note) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Error { Cause: System.Runtime.Serialization.SerializationException cause }) note(cause.ToString());
        }
    }

    /// <summary>In the place of what Akka.NET writes a type with that nobody registered. Its own messages between its own actors go through as they are: not all of them could be written.</summary>
    private sealed class Reflection(ExtendedActorSystem system, Action<string> note) : Serializer(system)
    {
        private readonly ConcurrentDictionary<Guid, object> _onTheirWay = new();

        public override int Identifier => 4712;

        public override bool IncludeManifest => false;

        public override byte[] ToBinary(object obj)
        {
            if (obj.GetType().ToString().Contains(nameof(ActorPlatform), StringComparison.Ordinal)) note($"{obj.GetType()} was to be serialized by reflection.");
            var ticket = Guid.NewGuid();
            _onTheirWay[ticket] = obj;
            return ticket.ToByteArray();
        }

        public override object FromBinary(byte[] bytes, Type type) => _onTheirWay.TryRemove(new Guid(bytes), out var obj)
            ? obj
            : throw new System.Runtime.Serialization.SerializationException("It was read before.");
    }
}
