using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Freehold.Benchmarks.Figures;
using Freehold.Detection;
using Freehold.Detection.Tests.Corpus;
using Freehold.JobContract.Detection;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Benchmarks.Detections;

/// <summary>
/// Personal data in 1,500 labelled sentences: how much is found, and how fast on one thread, beside plain regular expressions in the
/// same run.
/// </summary>
internal sealed class Detection : IBenchmark
{
    private static readonly (string Label, double Recall, double Precision, PersonalDataEntity[] Entities)[] Goals =
    [
        ("EMAIL_ADDRESS", 1, 1, [Email]), ("CREDIT_CARD", 0.98, 1, [CreditCard]), ("IBAN_CODE", 0.98, 1, [Iban]), ("IP_ADDRESS", 1, 1, [IpAddress]),
        ("US_SSN", 1, 1, [UsSsn]), ("PHONE_NUMBER", 0.75, 0.85, [PhoneNumber]), ("DOMAIN_NAME", 1, 0.9, [Url, PersonalDataEntity.Domain]),
        ("PERSON", 0, 0, [Person, FirstName, LastName]), ("STREET_ADDRESS", 0, 0, [StreetAddress]), ("GPE", 0, 0, [City, Country]),
    ];

    private static readonly PersonalDataEntity[] Names = [FirstName, LastName, Person, City, Country];

    public string Name => "detection";

    public Task<IReadOnlyList<Figure>> RunAsync(BenchmarkSize size, CancellationToken cancellationToken)
    {
        var sentences = LabelledSentence.ReadAll();
        var texts = sentences.Select(sentence => Encoding.UTF8.GetString(sentence.Text)).ToList();
        var (turns, rounds) = size is BenchmarkSize.Quick ? (1, 2) : (5, 20);

        var all = new PersonalDataDetector(EntitySet.All);
        var patterns = new PersonalDataDetector(EntitySet.Of([.. EntitySet.All.Entities.Except(Names)]));
        var compiled = new PlainPatterns(RegexOptions.Compiled);
        var linear = new PlainPatterns(RegexOptions.NonBacktracking);
        var findings = new List<Finding>();

        // Once before anything is measured: word lists are read, code is compiled.
        var found = sentences.Select(sentence => Found(all, sentence.Text)).ToList();
        foreach (var (sentence, text) in sentences.Zip(texts))
        {
            patterns.Detect(sentence.Text, findings);
            compiled.Count(text);
        }

        var (everything, withoutNames, backtracking, nonBacktracking) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var turn = 0; turn < turns; turn++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            everything.Add(Rate(sentences, rounds, index => all.Detect(sentences[index].Text, findings)));
            withoutNames.Add(Rate(sentences, rounds, index => patterns.Detect(sentences[index].Text, findings)));
            backtracking.Add(Rate(sentences, 1, index => compiled.Count(texts[index])));
            nonBacktracking.Add(Rate(sentences, 1, index => linear.Count(texts[index])));
        }

        var ours = new Figure("all entities", "characters/s", everything, "5,000,000");
        var without = new Figure("without names and places", "characters/s", withoutNames);
        var floor = new Figure("regular expressions, compiled", "characters/s", backtracking);
        var slow = new Figure("regular expressions, non-backtracking", "characters/s", nonBacktracking);
        return Task.FromResult<IReadOnlyList<Figure>>([ours, without, floor, slow, without.RatioTo(floor), without.RatioTo(slow), .. Quality(sentences, found)]);
    }

    private static IEnumerable<Figure> Quality(IReadOnlyList<LabelledSentence> sentences, IReadOnlyList<Finding[]> found)
    {
        foreach (var (label, recall, precision, entities) in Goals)
        {
            var figures = CorpusFigures.Of(sentences, found, label, entities);
            yield return new($"{label} recall of {figures.Labelled}", "share", [figures.Recall], recall > 0 ? $">= {recall}" : "");
            yield return new($"{label} precision of {figures.Findings}", "share", [figures.Precision], precision > 0 ? $">= {precision}" : "");
        }
    }

    private static Finding[] Found(PersonalDataDetector detector, byte[] text)
    {
        var findings = new List<Finding>();
        detector.Detect(text, findings);
        return [.. findings];
    }

    private static double Rate(IReadOnlyList<LabelledSentence> sentences, int rounds, Action<int> detect)
    {
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; round < rounds; round++)
        {
            for (var index = 0; index < sentences.Count; index++)
                detect(index);
        }

        return rounds * (double)sentences.Sum(sentence => sentence.Characters) / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
