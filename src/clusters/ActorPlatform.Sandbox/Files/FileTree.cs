namespace ActorPlatform.Sandbox.Files;

/// <summary>The names of a simulated HDFS; guarded by the cluster's lock. Paths are absolute, without scheme, authority and trailing slash.</summary>
internal sealed class FileTree
{
    private const string Supergroup = "hdfs";
    private long _ids = 16385;

    public FileTree(long now) => Root = Folder("", Supergroup, "755", now);

    public FileNode Root { get; }

    public FileNode? Find(string path)
    {
        var node = Root;
        foreach (var name in Parts(path))
            if (node.Children is null || !node.Children.TryGetValue(name, out node!))
                return null;
        return node;
    }

    /// <summary>Makes a folder and those above it; null when a file stands in the way.</summary>
    public FileNode? MakeFolder(string path, string owner, string permission, long now)
    {
        var node = Root;
        foreach (var name in Parts(path))
        {
            if (node.Children is null)
                return null;
            if (!node.Children.TryGetValue(name, out var inner))
            {
                inner = Folder(name, owner, permission, now);
                node.Children[name] = inner;
                node.Modified = now;
            }

            node = inner;
        }

        return node.IsDirectory ? node : null;
    }

    /// <summary>Puts a file, over what is there; null when a folder stands there, or a file stands where a folder is needed.</summary>
    public FileNode? Put(string path, Content content, string owner, string permission, long now)
    {
        if (MakeFolder(ParentOf(path), owner, "755", now) is not { } folder)
            return null;
        var name = NameOf(path);
        if (folder.Children!.GetValueOrDefault(name) is { IsDirectory: true })
            return null;
        folder.Children!.GetValueOrDefault(name)?.Content?.Drop();
        folder.Modified = now;
        return folder.Children![name] = new FileNode { Name = name, Id = ++_ids, Owner = owner, Permission = permission, Content = content, Modified = now };
    }

    /// <summary>Deletes a file, or a folder with all that is in it; nothing when it is not there.</summary>
    public void Delete(string path, long now)
    {
        if (Detach(path, now) is { } node)
            Drop(node);
    }

    /// <summary>As HDFS has it: false when the source is not there, something stands at the target, or its folder is missing.</summary>
    public bool CanRename(string from, string to) => from != "/" && Find(from) is { } node && TargetOf(node, from, to) is not null;

    /// <summary>Renames; into the target when that is a folder.</summary>
    public void Rename(string from, string to, long now)
    {
        if (from == "/" || Find(from) is not { } node || TargetOf(node, from, to) is not { } path)
            return;
        var target = Find(ParentOf(path))!;
        Detach(from, now);
        node.Name = NameOf(path);
        target.Children![node.Name] = node;
        target.Modified = now;
    }

    private FileNode? Detach(string path, long now)
    {
        if (Find(ParentOf(path)) is not { Children: { } children } parent || !children.Remove(NameOf(path), out var node))
            return null;
        parent.Modified = now;
        return node;
    }

    private static void Drop(FileNode node)
    {
        node.Content?.Drop();
        foreach (var inner in node.Children?.Values.AsEnumerable() ?? [])
            Drop(inner);
    }

    private string? TargetOf(FileNode node, string from, string to)
    {
        if (Find(to) is { IsDirectory: true })
            to = $"{to.TrimEnd('/')}/{node.Name}";
        var isFree = Find(to) is null && Find(ParentOf(to)) is { IsDirectory: true };
        return isFree && !$"{to}/".StartsWith($"{from}/", StringComparison.Ordinal) ? to : null;
    }

    public static string ParentOf(string path) => path.LastIndexOf('/') is > 0 and var cut ? path[..cut] : "/";

    public static string NameOf(string path) => path[(path.LastIndexOf('/') + 1)..];

    /// <summary>A path out of <c>hdfs://authority/p</c>, <c>hdfs:/p</c> or <c>/p</c>.</summary>
    public static string PathOf(string location)
    {
        var rest = location.StartsWith("hdfs:", StringComparison.Ordinal) ? location["hdfs:".Length..] : location;
        if (rest.StartsWith("//", StringComparison.Ordinal))
            rest = rest.IndexOf('/', 2) is > 0 and var cut ? rest[cut..] : "/";
        return "/" + string.Join('/', Parts(rest));
    }

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private FileNode Folder(string name, string owner, string permission, long now) => new()
    {
        Name = name, Id = ++_ids, Owner = owner, Permission = permission, Modified = now, Children = new SortedDictionary<string, FileNode>(StringComparer.Ordinal),
    };
}
