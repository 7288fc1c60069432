using System.Security.Cryptography.X509Certificates;

namespace Freehold.Agent.Checks.Paths;

/// <summary>A certificate of the chain that a server showed, as far as people need to know it.</summary>
/// <param name="Role">What it is in the chain.</param>
/// <param name="Name">Whom it names.</param>
/// <param name="Issuer">Who signed it.</param>
/// <param name="Wrong">What is wrong with it by itself; an unknown authority is told of the last one.</param>
internal sealed record ShownCertificate(string Role, string Name, string Issuer, DateTimeOffset From, DateTimeOffset Until, X509ChainStatusFlags Wrong)
{
    private const int LongestName = 200;

    public bool IsOutOfDate => Wrong.HasFlag(X509ChainStatusFlags.NotTimeValid);

    /// <summary>Those of a chain, the server's own first.</summary>
    public static IReadOnlyList<ShownCertificate> Of(X509Chain? chain) => chain is null ? [] :
    [
        .. chain.ChainElements.Select((element, place) => new ShownCertificate(
            place == 0 ? "server's certificate" : place == chain.ChainElements.Count - 1 ? "last authority" : "authority between",
            NameOf(element.Certificate, forIssuer: false),
            NameOf(element.Certificate, forIssuer: true),
            new DateTimeOffset(element.Certificate.NotBefore.ToUniversalTime()),
            new DateTimeOffset(element.Certificate.NotAfter.ToUniversalTime()),
            element.ChainElementStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status))),
    ];

    public override string ToString() => $"{Role} {Name}, signed by {Issuer}, valid {From:yyyy-MM-dd} to {Until:yyyy-MM-dd HH:mm} UTC";

    // Whoever made it wrote it: on one line and not without end.
    private static string NameOf(X509Certificate2 certificate, bool forIssuer)
    {
        var name = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer);
        name = string.Concat(name.Where(character => !char.IsControl(character)));
        return $"“{(name.Length > LongestName ? name[..LongestName] : name)}”";
    }
}
