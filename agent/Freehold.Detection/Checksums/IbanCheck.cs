namespace Freehold.Detection.Checksums;

/// <summary>
/// ISO 13616: country, two check digits, account; the whole, its first four characters moved to the end and letters read as 10 to
/// 35, is 1 modulo 97 (ISO 7064 MOD 97-10). Lengths by country: the IBAN registry of SWIFT.
/// </summary>
internal static class IbanCheck
{
    public const int Shortest = 15;
    public const int Longest = 33;

    // Country and length, one after the other.
    private const string Registry =
        "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27GB22GE22GI23"
        + "GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20MR27MT31MU30"
        + "NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30";

    private static readonly byte[] Lengths = ReadRegistry();

    /// <summary>Length of a country's numbers; 0 when the country has none. Letters of either case.</summary>
    public static int LengthOf(byte first, byte second)
    {
        var (high, low) = ((first | 0x20) - 'a', (second | 0x20) - 'a');
        return (uint)high < 26 && (uint)low < 26 ? Lengths[(high * 26) + low] : 0;
    }

    /// <summary>Whether the check digits are right. Letters and digits only, of the country's length.</summary>
    public static bool IsValid(ReadOnlySpan<byte> text)
    {
        var rest = 0;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[(index + 4) % text.Length];
            rest = char.IsAsciiDigit((char)character)
                ? ((rest * 10) + character - '0') % 97
                : ((rest * 100) + (character | 0x20) - 'a' + 10) % 97;
        }

        return rest == 1;
    }

    private static byte[] ReadRegistry()
    {
        var lengths = new byte[26 * 26];
        for (var at = 0; at < Registry.Length; at += 4)
        {
            var length = ((Registry[at + 2] - '0') * 10) + Registry[at + 3] - '0';
            lengths[((Registry[at] - 'A') * 26) + Registry[at + 1] - 'A'] = (byte)length;
        }

        return lengths;
    }
}
