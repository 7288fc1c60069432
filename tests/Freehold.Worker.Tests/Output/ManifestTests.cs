using System.Text;
using Freehold.Worker.Output;

namespace Freehold.Worker.Tests.Output;

public sealed class ManifestTests
{
    [Test]
    public void One_of_version_0_1_is_read_without_what_it_lacks()
    {
        var manifest = Manifest.Parse(Encoding.UTF8.GetBytes("""
            {"version": 1, "jobId": "j", "attempt": 1, "committedAt": "2026-11-01T00:00:00+00:00", "configDigest": "d",
             "workerImageDigest": null, "freeholdVersion": "0.1.0", "bytes": 3, "rows": 1,
             "files": [{"name": "1/a.csv", "bytes": 3, "rows": 1, "sha256": "s"}]}
            """));

        Assert.That(manifest.Files.Single(), Is.EqualTo(new OutputFile("1/a.csv", 3, 1, "s")));
        Assert.That(manifest.Quarantined, Is.Empty);
        Assert.That(manifest.Tasks, Is.Zero);
    }
}
