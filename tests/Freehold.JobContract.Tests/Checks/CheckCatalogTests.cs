using System.Reflection;
using Freehold.JobContract.Checks;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Failures;

namespace Freehold.JobContract.Tests.Checks;

public sealed class CheckCatalogTests
{
    private static IReadOnlyList<string> Ids => Words(typeof(CheckId));

    private static string Page { get; } = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "checks.md"));

    [Test]
    public void Every_check_has_its_place_and_its_words()
    {
        Assert.That(CheckCatalog.All.Select(check => check.Id), Is.EqualTo(Ids));
        Assert.That(CheckCatalog.All.Select(check => check.Means), Is.All.Matches<string>(means => means.EndsWith('.')));
        Assert.That(CheckCatalog.PlaceOf(CheckId.Settings), Is.Zero);
        Assert.That(CheckCatalog.PlaceOf("of_a_newer_version"), Is.EqualTo(Ids.Count));
    }

    [Test]
    public void Every_reason_belongs_to_some_check_and_has_a_sentence_and_a_remedy()
    {
        var advices = CheckCatalog.All.SelectMany(check => check.Details).Concat(CheckCatalog.OfAny).ToList();

        Assert.That(Words(typeof(CheckDetail)).Except(advices.Select(advice => advice.Detail), StringComparer.Ordinal), Is.Empty);
        Assert.That(advices.Select(advice => advice.Sentence).Concat(advices.Select(advice => advice.Remedy)), Is.All.Matches<string>(text => text.EndsWith('.')));
    }

    [Test]
    public void The_page_on_checks_says_the_same([ValueSource(nameof(Ids))] string id)
    {
        var check = CheckCatalog.Of(id);
        var section = Page.Split("\n### ").Single(part => part.StartsWith($"`{id}`\n", StringComparison.Ordinal)).Split("\n## ")[0];

        Assert.That(section, Does.Contain($"\n{check.Means}\n"));
        foreach (var advice in check.Details)
            Assert.That(section, Does.Contain($"\n| `{advice.Detail}` | {advice.Sentence} | {advice.Remedy} |\n"));
        Assert.That(section.Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal)), Is.EqualTo(check.Details.Count), "a reason that no check gives");
    }

    [Test]
    public void It_says_the_same_of_reasons_that_any_check_may_give()
    {
        foreach (var advice in CheckCatalog.OfAny)
            Assert.That(Page, Does.Contain($"\n| `{advice.Detail}` | {advice.Sentence} | {advice.Remedy} |\n"));
    }

    [TestCase(CheckId.SinkWrite, FailureCode.BucketDenied, "s3:PutObject")]
    [TestCase(CheckId.SourceList, FailureCode.BucketDenied, "s3:ListBucket")]
    [TestCase(CheckId.SinkDelete, FailureDetail.BadCredentials, "s3:DeleteObject")]
    public void What_a_store_refuses_is_told_with_the_right_that_it_takes(string id, string word, string right) =>
        Assert.That(CheckCatalog.Explain(id, word)!.Remedy, Does.Contain(right));

    [Test]
    public void A_word_of_a_newer_version_still_gives_a_sentence()
    {
        Assert.That(CheckCatalog.Explain("quantum_check", "noise")!.Sentence, Does.Contain("noise"));
        Assert.That(CheckCatalog.Of("quantum_check").Title, Is.EqualTo("quantum_check"));
        Assert.That(CheckCatalog.Explain(CheckId.Dns, ""), Is.Null);
    }

    [Test]
    public void A_document_of_kind_check_is_made_in_the_place_of_another_kind()
    {
        var read = JobDocumentReader.Read("{kind: check, input: s3://source/in/, output: s3://sink/out/, spec: {as: profile}}", DocumentUse.Worker);

        Assert.That(read.Problems, Is.Empty);
        Assert.That(read.Document!.Check!.As, Is.EqualTo(JobKind.Profile));
    }

    [TestCase("{kind: check, output: s3://b/out/}", "input: is missing")]
    [TestCase("{kind: check, input: s3://source/in/, output: s3://sink/out/, spec: {as: check}}", "spec.as")]
    [TestCase("{kind: check, input: s3://source/in/, output: s3://sink/out/, spec: {like: transform}}", "spec.like")]
    [TestCase("{kind: check, input: [s3://a/1, s3://a/2, s3://a/3, s3://a/4, s3://a/5, s3://a/6], output: s3://b/out/}", "at most 5")]
    public void Another_is_refused_by_name(string document, string named) =>
        Assert.That(string.Join('\n', JobDocumentReader.Read(document, DocumentUse.Worker).Problems), Does.Contain(named));

    private static IReadOnlyList<string> Words(Type list) =>
        [.. list.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Freehold.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}
