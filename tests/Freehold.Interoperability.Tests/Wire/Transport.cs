namespace Freehold.Interoperability.Tests.Wire;

public enum Transport
{
    /// <summary>HTTP/2 in the clear, without upgrade.</summary>
    Cleartext,

    Tls,
}
