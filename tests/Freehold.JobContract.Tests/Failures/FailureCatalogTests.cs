using System.Reflection;
using Freehold.JobContract.Failures;

namespace Freehold.JobContract.Tests.Failures;

public sealed class FailureCatalogTests
{
    private static IEnumerable<string> Codes => Words(typeof(FailureCode));

    private static IEnumerable<string> Details => Words(typeof(FailureDetail));

    [TestCaseSource(nameof(Codes))]
    public void Every_code_has_its_own_sentence_and_remedy(string code)
    {
        var text = FailureCatalog.Describe(new() { Code = code, ObjectName = "people.csv" });

        Assert.That(text.Sentence, Does.EndWith("."));
        Assert.That(text.Remedy, Does.EndWith("."));
        if (code is not FailureCode.Internal)
            Assert.That(text.Sentence, Is.Not.EqualTo($"The job failed ({code})."), "a known code has words of its own");
    }

    [Test]
    public void A_failure_with_a_line_names_file_and_line([ValueSource(nameof(Details))] string detail)
    {
        var text = FailureCatalog.Describe(new() { Code = FailureCode.BadInput, Detail = detail, ObjectName = "people.csv", Line = 17 });

        Assert.That(text.Sentence, Does.StartWith("Line 17 of people.csv"));
    }

    [Test]
    public void A_word_of_a_newer_version_still_gives_a_sentence()
    {
        Assert.That(FailureCatalog.Describe(new() { Code = "quantum_noise" }).Sentence, Does.Contain("quantum_noise"));
        Assert.That(FailureCatalog.ClassOf("quantum_noise", ""), Is.EqualTo(RetryClass.Job));
    }

    [TestCase("", "could not be pulled")]
    [TestCase("not_found", "does not have")]
    [TestCase("unauthorized", "does not let")]
    [TestCase("unreachable", "cannot be reached")]
    [TestCase("rate_limited", "too often")]
    [TestCase("untrusted", "do not trust")]
    [TestCase("invalid_name", "no name")]
    [TestCase("not_present", "not on the node")]
    public void An_image_that_could_not_be_pulled_is_named_with_what_the_registry_said(string detail, string said)
    {
        var text = FailureCatalog.Describe(new() { Code = FailureCode.ImagePull, Detail = detail, ObjectName = "registry.example/worker:1" });

        Assert.That(text.Sentence, Does.Contain("registry.example/worker:1").And.Contain(said));
    }

    [TestCase(3_113_851_290L, 3_221_225_472L, "The worker ran out of memory: it was seen to use 2.9 of 3.0 GiB.")]
    [TestCase(null, 3_221_225_472L, "The worker ran out of memory: it had 3.0 GiB.")]
    [TestCase(null, null, "The worker ran out of memory.")]
    public void A_worker_without_memory_tells_what_it_had(long? used, long? limit, string sentence)
    {
        var failure = new Failure { Code = FailureCode.OomKilled, Surroundings = new() { PeakMemoryBytes = used, MemoryLimitBytes = limit } };

        Assert.That(FailureCatalog.Describe(failure).Sentence, Is.EqualTo(sentence));
    }

    [TestCase(FailureCode.BadInput, RetryClass.Permanent)]
    [TestCase(FailureCode.SpecInvalid, RetryClass.Permanent)]
    [TestCase(FailureCode.WorkerCrashed, RetryClass.Job)]
    [TestCase(FailureCode.Evicted, RetryClass.Infrastructure)]
    public void What_another_attempt_cannot_mend_is_not_tried_again(string code, RetryClass expected)
    {
        Assert.That(FailureCatalog.ClassOf(code, ""), Is.EqualTo(expected));
    }

    [Test]
    public void Every_code_and_detail_is_explained_in_the_docs()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "failures.md"));

        Assert.That(Codes.Concat(Details).Where(word => !page.Contains($"`{word}`", StringComparison.Ordinal)), Is.Empty);
    }

    private static IEnumerable<string> Words(Type list) =>
        list.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Directory.Packages.props")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
