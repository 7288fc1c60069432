using Freehold.Detection.Scanning;
using Freehold.Detection.Words;

namespace Freehold.Detection.Matching;

/// <summary>
/// Top-level domains of the root zone (IANA): all of countries (ISO 3166-1 and the exceptions ac, eu, su, uk) and the generic ones
/// that hold most names.
/// </summary>
internal static class TopLevelDomains
{
    private const ulong Country = 1;
    private const ulong Generic = 2;
    private const ulong Everyday = 4;

    private const string Countries =
        "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl "
        + "cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs "
        + "gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu "
        + "lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl "
        + "pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn "
        + "to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

    private const string GenericNames =
        "com org net edu gov mil int arpa info biz name pro aero asia cat coop jobs mobi museum post tel travel xxx app dev xyz online site "
        + "website shop store tech cloud blog club live news world life email space fun top icu vip win bid loan work agency solutions services "
        + "company digital media group center network systems technology design studio academy education school university health care clinic "
        + "finance capital bank insurance law consulting careers community social chat games hotel restaurant london berlin paris nyc tokyo "
        + "amsterdam wien koeln hamburg swiss google amazon microsoft zone wiki art bio ltd inc llc gmbh";

    // Endings of files, and words that follow a full stop whose blank is missing.
    private const string EverydayWords =
        "am as at be by do id in is it la me my no so to us re he if an or on of we go up st md sh py pl rs ps ml cc so work live news world "
        + "life email space fun top win group care bank law art name post int pro zone center media health";

    private static readonly WordTable Table = new(
        Countries.Split(' ').Select(name => (name, Country))
            .Concat(GenericNames.Split(' ').Select(name => (name, Generic)))
            .Concat(EverydayWords.Split(' ').Select(name => (name, Everyday))));

    /// <summary>What a host is by its last label.</summary>
    /// <param name="top">The last label.</param>
    /// <param name="rest">The labels before it.</param>
    public static HostKind KindOf(ReadOnlySpan<byte> top, ReadOnlySpan<byte> rest)
    {
        if (top.StartsWith("xn--"u8))
            return HostKind.Known;
        if (top.Length < 2 || !Characters.IsLetter(top[0]) || top.ContainsAnyInRange((byte)'0', (byte)'9'))
            return HostKind.None;

        var meaning = Table[top];
        if ((meaning & (Country | Generic)) == 0)
            return HostKind.Unknown;

        // "sentence.It" is a blank that is missing: an ending is written like the rest or small.
        var capital = char.IsAsciiLetterUpper((char)top[0]) && rest.ContainsAnyInRange((byte)'a', (byte)'z');
        return capital || (meaning & Everyday) != 0 ? HostKind.Everyday : HostKind.Known;
    }
}
