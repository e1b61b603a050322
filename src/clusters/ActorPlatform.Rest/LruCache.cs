using System.Diagnostics.CodeAnalysis;

namespace ActorPlatform.Rest;

/// <summary>A bounded map that forgets the longest unused entry, and each entry after its time. Thread safe.</summary>
/// <param name="capacity">Entries at most.</param>
/// <param name="lifetime">How long an entry holds; null: for ever.</param>
public sealed class LruCache<TKey, TValue>(int capacity, TimeSpan? lifetime, TimeProvider time)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _order = [];

    /// <summary>Entries now.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>Finds a fresh entry and marks it used.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var node))
            {
                if (lifetime is null || time.GetElapsedTime(node.Value.Since) < lifetime)
                {
                    Touch(node);
                    value = node.Value.Value;
                    return true;
                }

                Drop(node);
            }
        }

        value = default;
        return false;
    }

    /// <summary>Finds or makes an entry; one maker at a time.</summary>
    public TValue GetOrAdd(TKey key, Func<TKey, TValue> make)
    {
        lock (_lock)
        {
            if (TryGet(key, out var found))
                return found;
            var made = make(key);
            Set(key, made);
            return made;
        }
    }

    /// <summary>Puts an entry, in place of an older one.</summary>
    public void Set(TKey key, TValue value)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var old))
                Drop(old);
            while (_entries.Count >= capacity)
                Drop(_order.First!);
            _entries[key] = _order.AddLast(new Entry(key, value, time.GetTimestamp()));
        }
    }

    /// <summary>Forgets one entry.</summary>
    public void Remove(TKey key)
    {
        lock (_lock)
            if (_entries.TryGetValue(key, out var node))
                Drop(node);
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _entries.Clear();
            _order.Clear();
        }
    }

    /// <summary>All entries, fresh or not, at this moment.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> Snapshot()
    {
        lock (_lock)
            return [.. _order.Select(entry => KeyValuePair.Create(entry.Key, entry.Value))];
    }

    private void Touch(LinkedListNode<Entry> node)
    {
        _order.Remove(node);
        _order.AddLast(node);
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _order.Remove(node);
        _entries.Remove(node.Value.Key);
    }

    private readonly record struct Entry(TKey Key, TValue Value, long Since);
}
