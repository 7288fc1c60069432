using System.Reflection;

namespace Freehold.Interoperability.Tests.StandIns;

/// <summary>The published assemblies on one side, our stand-ins on the other: what the runtime will ask, asked beforehand.</summary>
[TestFixture("Grpc.Net.Client", "Grpc.Core.Api")]
[TestFixture("Grpc.Net.Client", "Grpc.Net.Common")]
[TestFixture("Grpc.AspNetCore.Server", "Grpc.Core.Api")]
[TestFixture("Grpc.AspNetCore.Server", "Grpc.Net.Common")]
[TestFixture("Azure.Storage.Common", "System.IO.Hashing")]
[TestFixture("Azure.Storage.Blobs", "System.IO.Hashing")]
public sealed class When_a_package_looks_for_a_stand_in(string package, string standIn)
{
    private AssemblyMetadata _package = null!;
    private AssemblyMetadata _standIn = null!;

    [OneTimeSetUp]
    public void Read()
    {
        _package = new AssemblyMetadata(package);
        _standIn = new AssemblyMetadata(standIn);
    }

    [OneTimeTearDown]
    public void Close()
    {
        _package?.Dispose();
        _standIn?.Dispose();
    }

    [Test]
    public void It_finds_the_identity_that_it_was_compiled_against()
    {
        Assert.That(_standIn.Identity.FullName, Is.EqualTo(_package.ReferenceTo(standIn).FullName));
        Assert.That(_standIn.Identity.GetPublicKeyToken(), Is.Not.Empty);
    }

    [Test]
    public void It_finds_every_type_and_every_member_with_the_same_signature()
    {
        var needs = _package.NeedsOf(standIn).ToList();

        Assert.That(needs, Is.Not.Empty);
        Assert.That(needs.Except(_standIn.Offers(), StringComparer.Ordinal), Is.Empty);
    }

    [Test]
    public void All_its_types_load_so_no_abstract_member_is_left_without_a_body()
    {
        Assert.That(() => Assembly.LoadFrom(_package.Path).GetTypes(), Throws.Nothing);
    }
}
