using System.Security.Cryptography;
using Freehold.JobContract.Documents;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Grants;

/// <summary>Says whether the agent's owner allows a grant.</summary>
internal sealed class GrantRules(IOptions<GrantOptions> options)
{
    private readonly GrantOptions _options = options.Value;

    /// <summary>What may be made of a request.</summary>
    /// <exception cref="GrantRefusedException">Nothing may.</exception>
    public GrantOrder Admit(GrantRequest request)
    {
        if (!Guid.TryParseExact(request.GrantId, "D", out var id)
            || request.Access is not (GrantAccess.Read or GrantAccess.Write)
            || request.Lifetime is not { Seconds: > 0 and <= 86_400 } lifetime
            || !request.Prefix.EndsWith('/')
            || request.Prefix.AsSpan().IndexOfAny('*', '?') >= 0
            || !ObjectUri.IsValid(request.Prefix, out _))
            throw new GrantRefusedException(GrantRefusal.Invalid);

        // Both sides end with a slash, so a prefix is never the beginning of a longer name: s3://a/b/ does not allow s3://a/bc/.
        var allowed = request.Access is GrantAccess.Read ? _options.Read : _options.Write;
        if (!allowed.Any(prefix => request.Prefix.StartsWith(prefix, StringComparison.Ordinal)))
            throw new GrantRefusedException(GrantRefusal.NotAllowed);

        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(request.RecipientKey.Span));
        if (!_options.Recipients.Any(recipient => recipient is GrantOptions.AnyRecipient || string.Equals(recipient, fingerprint, StringComparison.Ordinal)))
            throw new GrantRefusedException(GrantRefusal.Recipient);

        var asked = lifetime.ToTimeSpan();
        return new(id, request.Access, request.Prefix, asked < _options.LongestLifetime ? asked : _options.LongestLifetime);
    }
}
