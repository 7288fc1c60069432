using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s.Authentication;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace k8s;

public partial class KubernetesClientConfiguration
{
    public static readonly string KubeConfigDefaultLocation =
        Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".kube/config");

    public string CurrentContext { get; private set; }

    /// <summary>The file that <c>KUBECONFIG</c> names, else the default one, else what a pod finds in itself.</summary>
    public static KubernetesClientConfiguration BuildDefaultConfig()
    {
        if (Environment.GetEnvironmentVariable("KUBECONFIG") is { Length: > 0 } named)
            return BuildConfigFromConfigFile(named);

        return File.Exists(KubeConfigDefaultLocation) ? BuildConfigFromConfigFile(KubeConfigDefaultLocation) : InClusterConfig();
    }

    public static KubernetesClientConfiguration BuildConfigFromConfigFile(
        string kubeconfigPath = null, string currentContext = null, string masterUrl = null, bool useRelativePaths = true)
    {
        var path = Path.GetFullPath(kubeconfigPath ?? KubeConfigDefaultLocation);
        var file = ReadConfig(path);
        var folder = useRelativePaths ? Path.GetDirectoryName(path)! : Environment.CurrentDirectory;

        var context = file.Contexts.Find(each => each.Name == (currentContext ?? file.CurrentContext))
            ?? throw new KubeConfigException($"Context {currentContext ?? file.CurrentContext} is not in the kubeconfig");
        var cluster = file.Clusters.Find(each => each.Name == context.ContextDetails.Cluster)?.ClusterEndpoint
            ?? throw new KubeConfigException($"Cluster {context.ContextDetails.Cluster} is not in the kubeconfig");
        var user = file.Users.Find(each => each.Name == context.ContextDetails.User)?.UserCredentials ?? new();

        var config = new KubernetesClientConfiguration
        {
            CurrentContext = context.Name,
            Namespace = context.ContextDetails.Namespace,
            Host = masterUrl ?? cluster.Server,
            SkipTlsVerify = cluster.SkipTlsVerify,
            TlsServerName = cluster.TlsServerName,
            SslCaCerts = ReadAuthorities(cluster, folder),
        };
        config.TakeCredentials(user, folder);
        return config;
    }

    private static K8SConfiguration ReadConfig(string path)
    {
        try
        {
            var deserializer = new DeserializerBuilder().IgnoreUnmatchedProperties().Build();
            return deserializer.Deserialize<K8SConfiguration>(File.ReadAllText(path));
        }
        catch (YamlException e)
        {
            throw new KubeConfigException($"{path} is no kubeconfig: line {e.Start.Line}", e);
        }
    }

    private static X509Certificate2Collection ReadAuthorities(ClusterEndpoint cluster, string folder)
    {
        var pem = !string.IsNullOrEmpty(cluster.CertificateAuthorityData)
            ? Encoding.UTF8.GetString(Convert.FromBase64String(cluster.CertificateAuthorityData))
            : !string.IsNullOrEmpty(cluster.CertificateAuthority) ? File.ReadAllText(Path.Combine(folder, cluster.CertificateAuthority)) : null;
        if (pem is null)
            return null;

        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        return authorities;
    }

    private void TakeCredentials(UserCredentials user, string folder)
    {
        ClientCertificateData = user.ClientCertificateData;
        ClientCertificateKeyData = user.ClientKeyData;
        ClientCertificateFilePath = user.ClientCertificate is { Length: > 0 } certificate ? Path.Combine(folder, certificate) : null;
        ClientKeyFilePath = user.ClientKey is { Length: > 0 } key ? Path.Combine(folder, key) : null;
        AccessToken = user.Token;

        if (user.TokenFile is { Length: > 0 } tokenFile)
            TokenProvider = new TokenFileAuth(Path.Combine(folder, tokenFile));
        else if (user.ExternalExecution is { } plugin)
            TokenProvider = new ExecTokenProvider(plugin);
    }
}
