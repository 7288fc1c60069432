using Freehold.JobContract.Documents;
using Freehold.Worker.Limits;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Tests.Transform;

public sealed class EngineShareTests
{
    [TestCase("1500m", 1.5)]
    [TestCase("2", 2)]
    [TestCase("4Gi", 4294967296)]
    [TestCase("3000Mi", 3145728000)]
    [TestCase("5M", 5000000)]
    [TestCase("7Ki", 7168)]
    public void A_quantity_means_what_Kubernetes_takes_it_for(string text, double number) =>
        Assert.That(Quantity.Of(text), Is.EqualTo(number));

    [Test]
    public void A_document_that_asks_for_more_memory_than_there_is_gets_what_there_is()
    {
        var document = new JobDocument
        {
            Kind = JobKind.Transform,
            Inputs = [],
            Output = "",
            CanonicalJson = "",
            Parallelism = 2,
            Resources = new ResourceRequest("2", "64Gi", "1Gi"),
        };
        var container = new Container(2, 768L * 1024 * 1024);

        Assert.That(EngineShare.Of(document, 2, container).MemoryBytes, Is.EqualTo(192L * 1024 * 1024));
        Assert.That(TaskLimits.Of(document, 2, container).MemoryBytes, Is.EqualTo(320L * 1024 * 1024));
        Assert.That(TaskLimits.Of(document, 2, new Container(2, long.MaxValue)).MemoryBytes, Is.EqualTo(((64L * 1024) - 128) * 512 * 1024));
    }

    [Test]
    public void An_attempt_that_was_given_more_memory_has_it_if_there_is_so_much()
    {
        var document = new JobDocument
        {
            Kind = JobKind.Transform,
            Inputs = [],
            Output = "",
            CanonicalJson = "",
            Resources = new ResourceRequest("2", "1Gi", "1Gi") { MaxMemory = "4Gi" },
        };

        Assert.That(new Container(2, 8L << 30) { GivenBytes = 2L << 30 }.MemoryFor(document), Is.EqualTo(2L << 30));
        Assert.That(new Container(2, 1L << 30) { GivenBytes = 2L << 30 }.MemoryFor(document), Is.EqualTo(1L << 30));
        Assert.That(new Container(2, 8L << 30).MemoryFor(document), Is.EqualTo(1L << 30));
    }

    [TestCase(1, 5, 8, 1, 8)]
    [TestCase(4, 5, 8, 4, 2)]
    [TestCase(4, 1, 8, 1, 8)]
    [TestCase(100, 100, 2, 2, 1)]
    public void Processors_are_divided_among_the_tasks(int parallelism, int tasks, int processors, int parallel, int threads)
    {
        var document = new JobDocument
        {
            Kind = JobKind.Transform,
            Inputs = [],
            Output = "",
            CanonicalJson = "",
            Parallelism = parallelism,
            Resources = new ResourceRequest("64", "4Gi", "1Gi"),
        };

        var share = EngineShare.Of(document, tasks, new Container(processors, long.MaxValue));

        Assert.That((share.ParallelTasks, share.Threads), Is.EqualTo((parallel, threads)));
        Assert.That(share.MemoryBytes * parallel, Is.LessThanOrEqualTo(512L * 1024 * 1024));
    }
}
