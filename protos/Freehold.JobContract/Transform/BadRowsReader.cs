using System.Globalization;
using Freehold.JobContract.Documents;

namespace Freehold.JobContract.Transform;

/// <summary>Reads <c>badRows</c> and <c>maxBadRows</c>.</summary>
internal static class BadRowsReader
{
    private static readonly Dictionary<string, BadRows> Words = new(StringComparer.Ordinal)
    {
        ["fail"] = BadRows.Fail,
        ["quarantine"] = BadRows.Quarantine,
    };

    public static BadRows Read(DocumentMap spec) => spec.Choice("badRows", Words, BadRows.Fail);

    public static BadRowLimit ReadLimit(DocumentMap spec)
    {
        if (spec.Text("maxBadRows", 16) is not { } text)
            return BadRowLimit.Default;

        var isShare = text.EndsWith('%');
        if (decimal.TryParse(text.AsSpan(0, text.Length - (isShare ? 1 : 0)), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            if (isShare && number is > 0 and <= 100)
                return new(null, number);
            if (!isShare && number <= BadRowLimit.Most && number == decimal.Truncate(number))
                return new((long)number, 0);
        }

        spec.Problem("maxBadRows", $"must be a number of rows up to {BadRowLimit.Most}, or a share such as 2.5%");
        return BadRowLimit.Default;
    }
}
