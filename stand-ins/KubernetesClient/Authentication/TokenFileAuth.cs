using System.Net.Http.Headers;

namespace k8s.Authentication;

/// <summary>The token in a file, which the kubelet replaces while the pod runs.</summary>
public class TokenFileAuth(string tokenFile) : ITokenProvider
{
    // The kubelet writes a new token when a fifth of the old one's life is left, and tokens live ten minutes or more.
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);

    private AuthenticationHeaderValue _header;
    private long _readAt;

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        if (_header is { } header && TimeProvider.System.GetElapsedTime(Volatile.Read(ref _readAt)) < ReadAgainAfter)
            return header;

        var token = await File.ReadAllTextAsync(tokenFile, cancellationToken).ConfigureAwait(false);
        _header = new AuthenticationHeaderValue("Bearer", token.Trim());
        Volatile.Write(ref _readAt, TimeProvider.System.GetTimestamp());
        return _header;
    }
}
