using Freehold.Agent.Assignments;

namespace Freehold.Agent.Tests.Assignments;

public sealed class GivenMemoryTests
{
    private const ulong Gibi = 1024 * 1024 * 1024;

    [TestCase("""{"resources":{"memory":"4Gi","maxMemory":"16Gi"}}""", 8 * Gibi, 8 * Gibi)]
    [TestCase("""{"resources":{"memory":"4Gi","maxMemory":"16Gi"}}""", 64 * Gibi, 16 * Gibi)]
    [TestCase("""{"resources":{"maxMemory":5000000000}}""", 8 * Gibi, 5_000_000_000ul)]
    [TestCase("""{"resources":{"memory":"4Gi"}}""", 8 * Gibi, 0ul)]
    [TestCase("""{}""", 8 * Gibi, 0ul)]
    [TestCase("""{"resources":{"maxMemory":"much"}}""", 8 * Gibi, 0ul)]
    [TestCase("""{"resources":{"memory":"4Gi","maxMemory":"16Gi"}}""", 0ul, 0ul)]
    public void Is_never_more_than_the_document_allows(string document, ulong given, ulong taken)
    {
        Assert.That(GivenMemory.Of(new() { Document = document, MemoryBytes = given }), Is.EqualTo(taken));
    }
}
