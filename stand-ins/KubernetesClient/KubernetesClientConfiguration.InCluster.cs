using System.Security.Cryptography.X509Certificates;
using k8s.Authentication;
using k8s.Exceptions;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    private const string ServiceAccountPath = "/var/run/secrets/kubernetes.io/serviceaccount";

    private static string TokenFile => Path.Combine(ServiceAccountPath, "token");

    private static string AuthorityFile => Path.Combine(ServiceAccountPath, "ca.crt");

    private static string NamespaceFile => Path.Combine(ServiceAccountPath, "namespace");

    public static bool IsInCluster() =>
        !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST"))
        && !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT"))
        && File.Exists(TokenFile)
        && File.Exists(AuthorityFile);

    public static KubernetesClientConfiguration InClusterConfig()
    {
        if (!IsInCluster())
        {
            throw new KubeConfigException(
                "Not in a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT, or the service account's token, are missing.");
        }

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPemFile(AuthorityFile);

        var host = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_HOST")!;
        var port = Environment.GetEnvironmentVariable("KUBERNETES_SERVICE_PORT")!;
        return new()
        {
            Host = new UriBuilder("https", host, int.Parse(port, System.Globalization.CultureInfo.InvariantCulture)).ToString(),
            TokenProvider = new TokenFileAuth(TokenFile),
            SslCaCerts = authorities,
            Namespace = File.Exists(NamespaceFile) ? File.ReadAllText(NamespaceFile) : null,
        };
    }
}
