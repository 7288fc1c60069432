using System.Text;

namespace Freehold.Worker.Rules;

/// <summary>
/// A nested key as rules write it: <c>address.street</c>, <c>items[].name</c>; <c>*</c> stands for any key. The first key is a
/// column, what follows lies in its JSON.
/// </summary>
/// <param name="Text">As it is written.</param>
/// <param name="Column">The first key.</param>
/// <param name="Steps">The keys that follow, in UTF-8; empty for the elements of an array, null for any key.</param>
internal sealed record JsonPath(string Text, string Column, IReadOnlyList<byte[]?> Steps)
{
    private const string Elements = "[]";

    /// <summary>Whether the path must be there: none with <c>*</c> must.</summary>
    public bool IsExact => Steps.All(step => step is not null);

    /// <summary>Reads a path; null when the text is a plain name.</summary>
    public static JsonPath? Parse(string text)
    {
        var steps = new List<string>();
        foreach (var part in text.Split('.'))
        {
            var key = part;
            var arrays = 0;
            while (key.EndsWith(Elements, StringComparison.Ordinal))
            {
                key = key[..^Elements.Length];
                arrays++;
            }

            if (key.Length == 0)
                return null;
            steps.Add(key);
            steps.AddRange(Enumerable.Repeat("", arrays));
        }

        return steps.Count < 2 || !ColumnGlob.IsName(steps[0])
            ? null
            : new(text, steps[0], [.. steps.Skip(1).Select(step => string.Equals(step, "*", StringComparison.Ordinal) ? null : Encoding.UTF8.GetBytes(step))]);
    }
}
