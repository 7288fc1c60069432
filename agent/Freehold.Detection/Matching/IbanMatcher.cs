using Freehold.Detection.Checksums;
using Freehold.Detection.Scanning;
using Freehold.JobContract.Detection;

namespace Freehold.Detection.Matching;

/// <summary>Account numbers whole or in groups with one blank between them.</summary>
internal static class IbanMatcher
{
    /// <summary>Tries the number that begins with this word: two letters, two digits.</summary>
    public static void Match(ref Scan scan, int start)
    {
        var text = scan.Text;
        if (start + IbanCheck.Shortest > text.Length || !Characters.IsDigit(text[start + 2]) || !Characters.IsDigit(text[start + 3]))
            return;
        var wanted = IbanCheck.LengthOf(text[start], text[start + 1]);
        if (wanted == 0)
            return;

        Span<byte> compact = stackalloc byte[IbanCheck.Longest];
        var (length, at) = (0, start);
        while (length < wanted && at < text.Length)
        {
            if (Characters.IsAlphanumeric(text[at]))
                compact[length++] = text[at];
            else if (text[at] is not ((byte)' ' or (byte)'-') || !Characters.IsAlphanumeric(text[at - 1]))
                break;
            at++;
        }

        scan.Examined += at - start;
        if (length == wanted && !Characters.IsJoinedAfter(text, at) && IbanCheck.IsValid(compact[..length]))
            scan.Add(PersonalDataEntity.Iban, start, at, 0.5f, Evidence.Check);
    }
}
