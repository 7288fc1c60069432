using System.Globalization;
using Freehold.JobContract.Documents;
using Freehold.JobContract.Transform;

namespace Freehold.JobContract.Detection;

/// <summary>Reads what a transform's spec says about detection.</summary>
internal static class DetectionReader
{
    private static readonly Dictionary<string, TextReplacement> Replacements =
        Enum.GetValues<TextReplacement>().ToDictionary(by => by.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Words of entities under a key; empty when absent.</summary>
    public static IReadOnlyList<string> Entities(DocumentMap map, string key)
    {
        var words = map.Texts(key, PersonalDataWords.All.Count, 64);
        foreach (var word in words)
        {
            if (!PersonalDataWords.TryParse(word, out _))
                map.Problem(key, PersonalDataWords.Unknown(word));
        }

        return words;
    }

    /// <summary>The keys of <c>redact_text</c>.</summary>
    public static RedactTextAction RedactText(DocumentMap rule, SecretCollector secrets)
    {
        var find = Entities(rule, "find");
        return new RedactTextAction(
            [.. (find.Count == 0 ? PersonalDataWords.All : find).Where(word => PersonalDataWords.TryParse(word, out _))],
            rule.Choice("by", Replacements, TextReplacement.Tag),
            rule.Text("domain", 64) ?? "default",
            secrets.Read(rule, "salt"),
            Share(rule, "minScore", 0.4, 0.01));
    }

    /// <summary><c>spec.classify</c>.</summary>
    public static ClassifyOptions Classify(DocumentMap spec)
    {
        if (spec.Map("classify") is not { } classify)
            return ClassifyOptions.Default;

        var read = new ClassifyOptions(
            classify.Number("samples", 10, 1_000_000, ClassifyOptions.Default.Samples),
            Share(classify, "threshold", ClassifyOptions.Default.Threshold, 0.3));
        classify.Finish();
        return read;
    }

    private static double Share(DocumentMap map, string key, double otherwise, double least)
    {
        if (map.Text(key, 8) is not { } text)
            return otherwise;
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share >= least && share <= 1)
            return share;

        map.Problem(key, string.Create(CultureInfo.InvariantCulture, $"must be a number from {least} to 1"));
        return otherwise;
    }
}
