using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    public string Namespace { get; set; }

    public string Host { get; set; }

    public X509Certificate2Collection SslCaCerts { get; set; }

    public string ClientCertificateData { get; set; }

    public string ClientCertificateKeyData { get; set; }

    public string ClientCertificateFilePath { get; set; }

    public string ClientKeyFilePath { get; set; }

    public bool SkipTlsVerify { get; set; }

    public string TlsServerName { get; set; }

    public string UserAgent { get; set; } = "kubernetes-csharp/20.0.0";

    public string AccessToken { get; set; }

    public ITokenProvider TokenProvider { get; set; }

    /// <summary>How long a request may take; watches and followed logs may take any time. Default 100 s.</summary>
    public TimeSpan HttpClientTimeout { get; set; } = TimeSpan.FromSeconds(100);

    public Action<SocketsHttpHandler> FirstMessageHandlerSetup { get; set; }

    public bool DisableHttp2 { get; set; }
}
