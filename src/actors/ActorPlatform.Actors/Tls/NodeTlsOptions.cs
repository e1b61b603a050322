namespace ActorPlatform.Actors.Tls;

/// <summary>TLS between nodes, with proof of both sides; section <c>actorplatform.node.tls</c>. Off while nothing is named.</summary>
public sealed class NodeTlsOptions
{
    /// <summary>The file of this node's certificate: PEM, with or without its key; or PKCS#12 (.pfx, .p12), with it.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>The PEM file of the certificate's key. Empty: it stands in the certificate's file.</summary>
    public string Key { get; set; } = "";

    /// <summary>What the key, or the PKCS#12 file, is encrypted with. Empty: it is not.</summary>
    public string Password { get; set; } = "";

    /// <summary>The PEM file of the installation's own authority, and of intermediate ones. Whoever has a certificate that it signed is a node; the machine's trust store is not asked. Two roots while one replaces the other.</summary>
    public string Ca { get; set; } = "";

    /// <summary>Whether a node must also be reached under a name or an address that its certificate names.</summary>
    public bool CheckHost { get; set; }

    /// <summary>Whether TLS was asked for.</summary>
    internal bool IsOn => Certificate.Length > 0 || Key.Length > 0 || Ca.Length > 0;
}
