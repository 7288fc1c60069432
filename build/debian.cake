// Debian packages: asked for only when what they bring is missing, installed only as root.

/// <param name="IsThere">Looks for what the package brings, wherever it came from.</param>
record DebianPackage(string Name, Func<bool> IsThere);

DebianPackage NodeJs => new("nodejs", () => OnPath("node"));
DebianPackage Npm => new("npm", () => OnPath("npm"));
DebianPackage PythonGrpc => new("python3-grpcio", () => IO.Directory.Exists("/usr/lib/python3/dist-packages/grpc"));
DebianPackage PostgresServer => new("postgresql", () => OnPath("initdb") || IO.Directory.Exists("/usr/lib/postgresql"));
DebianPackage PostgresClient => new("postgresql-client", () => OnPath("pg_dump"));
DebianPackage FakeTime => new("libfaketime", () => IO.Directory.Exists("/usr/lib/x86_64-linux-gnu/faketime"));
DebianPackage RadosGateway => new("radosgw", () => OnPath("radosgw"));
DebianPackage CephMonitor => new("ceph-mon", () => OnPath("ceph-mon"));
DebianPackage CephOsd => new("ceph-osd", () => OnPath("ceph-osd"));
DebianPackage CephTools => new("ceph-common", () => OnPath("ceph"));
DebianPackage Curl => new("curl", () => OnPath("curl"));
DebianPackage PythonProtobuf => new("python3-protobuf", () => IO.Directory.Exists("/usr/lib/python3/dist-packages/google/protobuf"));

void RequireDebianPackages(string purpose, params DebianPackage[] packages)
{
    var missing = packages.Where(package => !package.IsThere()).Select(package => package.Name).ToList();
    if (missing.Count == 0)
        return;

    var names = string.Join(' ', missing);
    if (!OnPath("apt-get"))
        throw new CakeException($"Needed for {purpose} and not found: {names} (Debian's names). Install them and run this again.");

    if (System.Environment.UserName != "root")
        throw new CakeException($"Needed for {purpose} and not found: {names}. Run this, then try again:\n\n    sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}\n");

    Information("Installing Debian packages for {0}: {1}", purpose, names);
    var quiet = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" };
    var patient = new[] { "-qq", "-o", "DPkg::Lock::Timeout=300" };
    Run("apt-get", patient.Append("update"), environment: quiet);
    Run("apt-get", patient.Concat(new[] { "install", "-y", "--no-install-recommends" }).Concat(missing), environment: quiet);
}
