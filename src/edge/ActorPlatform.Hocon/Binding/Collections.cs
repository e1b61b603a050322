using System.Collections;
using System.Runtime.InteropServices;

namespace ActorPlatform.Hocon.Binding;

/// <summary>Makes the collections that properties want.</summary>
internal static class Collections
{
    /// <summary>The items as the wanted type. A list replaces the default; without a setter it does so in place.</summary>
    public static object Fit(IReadOnlyList<object> items, WantedValue wanted)
    {
        var element = wanted.Shape.Element!;
        if (wanted.Type.IsArray || wanted.Type.IsValueType)
        {
            var array = Array.CreateInstance(element, items.Count);
            for (var i = 0; i < items.Count; i++)
                array.SetValue(items[i], i);
            return wanted.Type.IsArray ? array : Immutable(array, element);
        }

        var list = wanted.InPlace ? (IList)wanted.Present! : (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        list.Clear();
        foreach (var item in items)
            list.Add(item);
        return list;
    }

    /// <summary>A dictionary with the present entries: new ones are added to defaults, or replace them one by one.</summary>
    public static IDictionary MapLike(WantedValue wanted)
    {
        if (wanted.Present is IDictionary { IsReadOnly: false } map)
            return map;
        var type = wanted.Type.IsInterface ? typeof(Dictionary<,>).MakeGenericType(typeof(string), wanted.Shape.Element!) : wanted.Type;
        return (IDictionary)Activator.CreateInstance(type)!;
    }

    private static object Immutable(Array array, Type element) =>
        typeof(ImmutableCollectionsMarshal)
            .GetMethod(nameof(ImmutableCollectionsMarshal.AsImmutableArray))!
            .MakeGenericMethod(element)
            .Invoke(null, [array])!;
}
