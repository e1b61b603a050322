using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;
using ActorPlatform.Actors.Entities;
using ActorPlatform.Behaviors;
using ActorPlatform.Jobs;
using ActorPlatform.Jobs.Commands;
using ActorPlatform.Jobs.Operations;

namespace ActorPlatform.Actors.Tests.Jobs.Serialization;

/// <summary>Fills any stored or sent type with values, the same for the same seed.</summary>
internal sealed class RandomInstances(int seed)
{
    private static readonly DateTimeOffset Epoch = new(2026, 11, 25, 0, 0, 0, TimeSpan.Zero);
    private static readonly NullabilityInfoContext Nullability = new();
    private readonly Random _random = new(seed);

    public object Make(Type type) => Simple(type) ?? Collection(type) ?? Record(type);

    private object? Simple(Type type) => type switch
    {
        _ when type == typeof(string) => Text(),
        _ when type == typeof(int) => _random.Next(1, 1000),
        _ when type == typeof(long) => (long)_random.Next(1, 100_000),
        _ when type == typeof(bool) => _random.Next(2) == 1,
        _ when type == typeof(Guid) => Guid(),
        _ when type == typeof(Digest) => Digest.Of(Text()),
        _ when type == typeof(DateTimeOffset) => Epoch.AddMilliseconds(_random.Next()),
        _ when type == typeof(TimeSpan) => TimeSpan.FromMilliseconds(_random.Next(1, 100_000_000)),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(_random.Next(Enum.GetValues(type).Length)),
        _ when type == typeof(Reply) => Make(OneOf(typeof(Done), typeof(OperationReply), typeof(JobDefinedReply), typeof(SpecChangedReply))),
        _ when type == typeof(object) => Make(typeof(JobCommand)),
        _ when type == typeof(Done) => Done.Instance,
        _ when type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IStringId<>)) => Activator.CreateInstance(type, Text()),
        _ => null,
    };

    private object? Collection(Type type)
    {
        if (type == typeof(ImmutableSortedDictionary<string, string>))
            return ImmutableSortedDictionary<string, string>.Empty.Add("a", Text()).Add("b", Text());
        if (!type.IsGenericType)
            return null;
        if (type.GetGenericTypeDefinition() == typeof(ImmutableSortedDictionary<,>))
        {
            dynamic empty = type.GetField("Empty")!.GetValue(null)!;
            return empty.Add("USER_CODE", (dynamic)Make(type.GetGenericArguments()[1]));
        }

        if (type.GetGenericTypeDefinition() == typeof(ImmutableList<>))
        {
            dynamic empty = type.GetField("Empty")!.GetValue(null)!;
            return empty.Add((dynamic)Make(type.GetGenericArguments()[0]));
        }

        if (type.GetGenericTypeDefinition() != typeof(ImmutableArray<>))
            return null;
        var element = type.GetGenericArguments()[0];
        var items = Array.CreateInstance(element, _random.Next(1, 4));
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Make(element), i);
        return typeof(ImmutableArray).GetMethods().Single(m => m.Name == nameof(ImmutableArray.Create) && m.GetParameters() is [{ ParameterType.IsArray: true }])
            .MakeGenericMethod(element).Invoke(null, [items])!;
    }

    private object Record(Type type)
    {
        if (type.IsAbstract)
            return Make(OneOf([.. type.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType)]));
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).First();
        var instance = constructor.Invoke([.. constructor.GetParameters().Select(p => Member(p.ParameterType, Nullability.Create(p).WriteState))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null && p.GetCustomAttribute<JsonIgnoreAttribute>() is null))
            property.SetValue(instance, Member(property.PropertyType, Nullability.Create(property).WriteState));
        return instance;
    }

    private object? Member(Type type, NullabilityState state)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return _random.Next(4) == 0 ? null : Make(value);
        return state == NullabilityState.Nullable && _random.Next(4) == 0 ? null : Make(type);
    }

    private Type OneOf(params Type[] types) => types[_random.Next(types.Length)];

    private string Text() => $"text-{_random.Next(10_000)}-äöü-\"'<{(char)('a' + _random.Next(26))}>";

    private Guid Guid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
