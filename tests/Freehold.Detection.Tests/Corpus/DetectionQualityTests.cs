using Freehold.JobContract.Detection;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Tests.Corpus;

/// <summary>All entities looked for at once, over 1,500 labelled sentences. The bars lie a little below what was measured.</summary>
public sealed class DetectionQualityTests
{
    private static readonly IReadOnlyList<LabelledSentence> Sentences = LabelledSentence.ReadAll();
    private static readonly Lazy<IReadOnlyList<Finding[]>> Found = new(DetectAll);

    [TestCase("EMAIL_ADDRESS", 1, 1, new[] { Email })]
    [TestCase("CREDIT_CARD", 0.98, 1, new[] { CreditCard })]
    [TestCase("IBAN_CODE", 0.98, 1, new[] { Iban })]
    [TestCase("IP_ADDRESS", 1, 1, new[] { IpAddress })]
    [TestCase("US_SSN", 1, 1, new[] { UsSsn })]
    [TestCase("PHONE_NUMBER", 0.75, 0.85, new[] { PhoneNumber })]
    [TestCase("DOMAIN_NAME", 1, 0.9, new[] { Url, Domain })]
    [TestCase("PERSON", 0.35, 0.6, new[] { Person, FirstName, LastName })]
    [TestCase("STREET_ADDRESS", 0.05, 0.3, new[] { StreetAddress })]
    [TestCase("GPE", 0.2, 0.5, new[] { City, Country })]
    public void Recall_and_precision_stay(string label, double recall, double precision, PersonalDataEntity[] entities)
    {
        var figures = CorpusFigures.Of(Sentences, Found.Value, label, entities);

        TestContext.Out.WriteLine($"{label}: recall {figures.Recall:0.000} of {figures.Labelled}, precision {figures.Precision:0.000} of {figures.Findings}");
        Assert.Multiple(() =>
        {
            Assert.That(figures.Recall, Is.GreaterThanOrEqualTo(recall), "recall");
            Assert.That(figures.Precision, Is.GreaterThanOrEqualTo(precision), "precision");
        });
    }

    private static IReadOnlyList<Finding[]> DetectAll()
    {
        var detector = new PersonalDataDetector(EntitySet.All);
        var findings = new List<Finding>();
        return [.. Sentences.Select(sentence =>
        {
            detector.Detect(sentence.Text, findings);
            return findings.ToArray();
        })];
    }
}
