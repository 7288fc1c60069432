using System.Collections.Frozen;
using Freehold.Detection.Checksums;
using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;
using static Freehold.JobContract.Detection.PersonalDataEntity;

namespace Freehold.Detection.Matching;

/// <summary>
/// How numbers of digits alone are written: <c>3-2-4</c> are three digits, a hyphen, two, a hyphen, four. Looked up by the shape of
/// what was read, so that a run of digits costs the same however many kinds there are.
/// </summary>
internal static class NumberForms
{
    /// <summary>Most groups of a form.</summary>
    public const int MostGroups = 8;

    /// <summary>Most digits of a group.</summary>
    public const int LongestGroup = 19;

    private static readonly FrozenDictionary<ulong, NumberForm[]> Forms = Rows()
        .SelectMany(row => row.Shapes.Split('|').Select(shape => (Key: KeyOf(shape), row.Form)))
        .GroupBy(row => row.Key, row => row.Form)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>The forms of a shape; none for most.</summary>
    public static ReadOnlySpan<NumberForm> Of(ulong shape) => Forms.TryGetValue(shape, out var forms) ? forms : default;

    /// <summary>A shape with one more group.</summary>
    /// <param name="shape">The groups before it.</param>
    /// <param name="group">Index of the group.</param>
    /// <param name="length">Its digits, at most <see cref="LongestGroup"/>.</param>
    /// <param name="separator">What stands before it; 0 before the first.</param>
    public static ulong Append(ulong shape, int group, int length, byte separator) =>
        shape | ((ulong)(length | (CodeOf(separator) << 5)) << (8 * group));

    /// <summary>Whether a character can stand between groups.</summary>
    public static bool IsSeparator(byte character) => CodeOf(character) != 0;

    private static int CodeOf(byte separator) => separator switch
    {
        (byte)' ' => 1,
        (byte)'-' => 2,
        (byte)'.' => 3,
        (byte)'/' => 4,
        _ => 0,
    };

    private static IEnumerable<(string Shapes, NumberForm Form)> Rows()
    {
        yield return ("12|13|14|15|16|17|18|19", Checked(CreditCard, CardNumbers.IsValid));
        yield return ("4-4-4-4|4 4 4 4|4-6-5|4 6 5|4-6-4|4 6 4|4-4-4-4-3|4 4 4 4 3|4-4-4|4 4 4|6 13|4.4.4.4", Checked(CreditCard, CardNumbers.IsValid));

        yield return ("3-2-4", Formed(UsSsn, 0.5f, AmericanNumbers.IsSsn));
        yield return ("3 2 4|3.2.4", Formed(UsSsn, 0.4f, AmericanNumbers.IsSsn));
        yield return ("9", Formed(UsSsn, 0.05f, AmericanNumbers.IsSsn));
        yield return ("3-2-4|3 2 4", Formed(UsItin, 0.5f, AmericanNumbers.IsItin));
        yield return ("9", Formed(UsItin, 0.05f, AmericanNumbers.IsItin));
        yield return ("9", Formed(UsPassport, 0.05f, AmericanNumbers.IsVaried));
        yield return ("8|9|10|11|12|13|14|15|16|17", Formed(UsBankAccount, 0.05f, AmericanNumbers.IsVaried));

        yield return ("10|3-3-4|3 3 4", Weak(UkNhs, EuropeanNumbers.IsNhs));
        yield return ("11|2 3 3 3|2/3/3/3", Checked(DeTaxId, EuropeanNumbers.IsDeTaxId));
        yield return ("15|1 2 2 2 3 3 2|13 2|13-2", Checked(FrNir, EuropeanNumbers.IsNir));
        yield return ("11", Checked(PlPesel, EuropeanNumbers.IsPesel));

        yield return ("9|3 3 3|3-3-3", Weak(AuTfn, OtherNumbers.IsTfn));
        yield return ("10|4 5 1|4-5-1", Weak(AuMedicare, OtherNumbers.IsMedicare));
        yield return ("11|2 3 3 3", Checked(AuAbn, OtherNumbers.IsAbn));
        yield return ("12|4 4 4|4-4-4", Weak(InAadhaar, OtherNumbers.IsAadhaar));
        yield return ("11|3.3.3-2|9-2", Checked(BrCpf, OtherNumbers.IsCpf));
        yield return ("14|2.3.3/4-2", Checked(BrCnpj, OtherNumbers.IsCnpj));
    }

    private static NumberForm Formed(PersonalDataEntity entity, float score, NumberCheck check) => new(entity, score, Evidence.Form, check);

    private static NumberForm Weak(PersonalDataEntity entity, NumberCheck check) => new(entity, 0.3f, Evidence.WeakCheck, check);

    private static NumberForm Checked(PersonalDataEntity entity, NumberCheck check) => new(entity, 0.5f, Evidence.Check, check);

    private static ulong KeyOf(string shape)
    {
        var (key, group, separator, at) = (0UL, 0, (byte)0, 0);
        while (at < shape.Length)
        {
            var digits = shape.AsSpan(at).IndexOfAnyExceptInRange('0', '9');
            var end = digits < 0 ? shape.Length : at + digits;
            key = Append(key, group++, int.Parse(shape.AsSpan(at, end - at)), separator);
            separator = end < shape.Length ? (byte)shape[end] : (byte)0;
            at = end + 1;
        }

        return key;
    }
}
