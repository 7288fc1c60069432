using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Freehold.Demo.Stack;

/// <summary>Asks a control plane whether it is ready, trusting only the CA that it made itself.</summary>
internal sealed class ReadinessProbe(Uri address, string authorityFile) : IDisposable
{
    private HttpClient? _http;

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        // The control plane makes the file at its first start.
        if (!File.Exists(authorityFile))
            return false;

        try
        {
            _http ??= CreateClient();
            using var answer = await _http.GetAsync(new Uri(address, "readyz"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // not listening yet; the caller's time limit ends this
        }
    }

    public void Dispose() => _http?.Dispose();

    private HttpClient CreateClient()
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(authorityFile);
        return new(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } });
    }
}
