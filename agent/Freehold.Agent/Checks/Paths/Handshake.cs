using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Freehold.Agent.Connection;
using Freehold.JobContract.Checks;

namespace Freehold.Agent.Checks.Paths;

/// <summary>Shakes hands as a stream would, and says which certificate is the trouble when one is.</summary>
internal sealed class Handshake(ControlPlaneRoute route, string? caFile, TimeProvider time)
{
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    private IReadOnlyList<ShownCertificate> _shown = [];
    private SslPolicyErrors _errors;

    /// <summary>Whether HTTP/2 was agreed on; null before a handshake.</summary>
    public bool? SpeaksHttp2 { get; private set; }

    /// <exception cref="CannotDialException">The file of authorities cannot be used.</exception>
    public async Task<CheckFinding> ShakeAsync(Stream connection, CancellationToken cancellationToken)
    {
        await using var tls = new SslStream(connection, leaveInnerStreamOpen: true);
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = route.Endpoint.IdnHost,
                    // The second, so that a server without the first one says so.
                    ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
                    CertificateChainPolicy = ControlPlaneAuthorities.Read(caFile),
                    RemoteCertificateValidationCallback = (_, _, chain, errors) =>
                    {
                        (_shown, _errors) = (ShownCertificate.Of(chain), errors);
                        return errors is SslPolicyErrors.None;
                    },
                },
                cancellationToken);
        }
        catch (AuthenticationException e)
        {
            return _errors is not SslPolicyErrors.None ? Untrusted() : NotAgreed(e);
        }
        catch (IOException)
        {
            return CheckFinding.Red(CheckId.Tls, CheckDetail.Broken, $"the connection to {route.EndpointName} ended in the middle of the handshake");
        }

        SpeaksHttp2 = tls.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2;
        var seen = $"{tls.SslProtocol}; {_shown[0]}; trusted by {Trust()}";
        return _shown.FirstOrDefault(certificate => certificate.Until - time.GetUtcNow() < Soon) is { } ending
            ? CheckFinding.Warning(CheckId.Tls, CheckDetail.ExpiresSoon, $"{ending}") with { Found = (ulong)Math.Max(0, (ending.Until - time.GetUtcNow()).TotalDays), Expected = (ulong)Soon.TotalDays }
            : CheckFinding.Green(CheckId.Tls, seen);
    }

    // As TlsObservation judges a stream: only if time is all that is wrong, it is the time.
    private CheckFinding Untrusted()
    {
        var others = _shown.Where(certificate => (certificate.Wrong & ~X509ChainStatusFlags.NotTimeValid) is not X509ChainStatusFlags.NoError).ToList();
        if (_errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && others.Count == 0 && _shown.FirstOrDefault(certificate => certificate.IsOutOfDate) is { } late)
            return CheckFinding.Red(CheckId.Tls, late.From > time.GetUtcNow() ? CheckDetail.NotYetValid : CheckDetail.Expired, $"{late}; the clock here says {time.GetUtcNow():yyyy-MM-dd HH:mm} UTC");

        if (_errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) || _errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            var chain = _shown.Count == 0 ? "no certificate was shown" : $"{_shown[0]}; authority {_shown[^1].Issuer} is not among {Trust()}";
            return route.Proxy is { } proxy
                ? CheckFinding.Red(CheckId.Tls, CheckDetail.Intercepted, $"through proxy {proxy.Host}:{proxy.Port}: {chain}")
                : CheckFinding.Red(CheckId.Tls, CheckDetail.Untrusted, chain);
        }

        return CheckFinding.Red(CheckId.Tls, CheckDetail.WrongHost, $"asked for {route.Endpoint.Host}; {_shown.FirstOrDefault()}");
    }

    private string Trust() => caFile is null ? "the system's authorities" : $"the authorities of {caFile}";

    // OpenSSL's own error: the other side did speak TLS.
    private CheckFinding NotAgreed(AuthenticationException e)
    {
        for (Exception? cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is CryptographicException)
                return CheckFinding.Red(CheckId.Tls, CheckDetail.HandshakeFailed, $"{route.EndpointName} and this machine found no common way of TLS");
        }

        return CheckFinding.Red(CheckId.Tls, CheckDetail.NotTls, $"{route.EndpointName} does not answer in TLS");
    }
}
