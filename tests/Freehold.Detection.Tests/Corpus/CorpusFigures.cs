using Freehold.JobContract.Detection;

namespace Freehold.Detection.Tests.Corpus;

/// <summary>
/// How many marked places were found, and how many findings were marked. A finding and a mark are the same place when what they
/// share is at least half of what they cover together.
/// </summary>
internal sealed record CorpusFigures(int Labelled, int Recalled, int Findings, int Right)
{
    public double Recall => Labelled == 0 ? 1 : (double)Recalled / Labelled;

    public double Precision => Findings == 0 ? 1 : (double)Right / Findings;

    /// <summary>Counts one label of the corpus.</summary>
    public static CorpusFigures Of(
        IReadOnlyList<LabelledSentence> sentences, IReadOnlyList<Finding[]> findings, string label, params PersonalDataEntity[] entities)
    {
        var (labelled, recalled, found, right) = (0, 0, 0, 0);
        for (var index = 0; index < sentences.Count; index++)
        {
            var spans = sentences[index].Spans.Where(span => span.Label == label).ToList();
            var ours = findings[index].Where(finding => entities.Contains(finding.Entity)).ToList();
            labelled += spans.Count;
            recalled += spans.Count(span => ours.Exists(finding => IsSame(finding, span)));
            found += ours.Count;
            right += ours.Count(finding => spans.Exists(span => IsSame(finding, span)));
        }

        return new(labelled, recalled, found, right);
    }

    private static bool IsSame(Finding finding, LabelledSpan span)
    {
        var shared = Math.Min(finding.End, span.End) - Math.Max(finding.Start, span.Start);
        var covered = Math.Max(finding.End, span.End) - Math.Min(finding.Start, span.Start);
        return shared * 2 >= covered;
    }
}
