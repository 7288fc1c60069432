using Freehold.JobContract.Expressions;

namespace Freehold.Worker.Expressions;

/// <summary>A function of expressions: its arguments by the order of its parameters, without faults, and the row.</summary>
internal delegate ExpressionValue ExpressionBody(ExpressionValue[] arguments, RowScope row);

/// <summary>What each name in <see cref="ExpressionFunctions"/> computes.</summary>
internal static class Functions
{
    private static readonly Dictionary<string, ExpressionBody> ByName = new(StringComparer.Ordinal)
    {
        ["lower"] = (a, _) => Texts.Change(a[0], text => text.ToLowerInvariant()),
        ["upper"] = (a, _) => Texts.Change(a[0], text => text.ToUpperInvariant()),
        ["title"] = (a, _) => Texts.Change(a[0], Texts.Title),
        ["capitalize"] = (a, _) => Texts.Change(a[0], text => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant()),
        ["trim"] = (a, _) => Texts.Trim(a[0], a[1], start: true, end: true),
        ["lstrip"] = (a, _) => Texts.Trim(a[0], a[1], start: true, end: false),
        ["rstrip"] = (a, _) => Texts.Trim(a[0], a[1], start: false, end: true),
        ["replace"] = (a, _) => Texts.Replace(a[0], a[1], a[2], a[3]),
        ["length"] = (a, _) => Texts.Length(a[0]),
        ["truncate"] = (a, _) => Texts.Truncate(a),
        ["zfill"] = (a, _) => Texts.FillWithZeros(a[0], a[1]),
        ["split"] = (a, _) => Texts.Split(a[0], a[1]),
        ["join"] = (a, _) => Texts.JoinAll(a[0], a[1]),
        ["first"] = (a, _) => Texts.End(a[0], first: true),
        ["last"] = (a, _) => Texts.End(a[0], first: false),
        ["contains"] = (a, _) => Texts.Contains(a[0], a[1]),
        ["startswith"] = (a, _) => Texts.Test(a[0], a[1], (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        ["endswith"] = (a, _) => Texts.Test(a[0], a[1], (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        ["isdigit"] = (a, _) => Texts.IsAll(a[0], char.IsDigit),
        ["isalpha"] = (a, _) => Texts.IsAll(a[0], char.IsLetter),
        ["normalize"] = (a, _) => Texts.Normalise(a[0], a[1]),
        ["string"] = (a, _) => a[0].HasText ? ExpressionValue.Of(a[0].ToCell()) : Texts.NullOrFault(a[0]),

        ["int"] = (a, _) => Numbers.ToInteger(a[0], a[1]),
        ["float"] = (a, _) => Numbers.ToNumber(a[0], a[1]),
        ["round"] = (a, _) => Numbers.Round(a[0], a[1]),
        ["abs"] = (a, _) => Numbers.Absolute(a[0]),

        ["default"] = (a, _) => a[0].IsNull || (a[2].IsTruthy && !a[0].IsTruthy) ? a[1] : a[0],
        ["isna"] = (a, _) => ExpressionValue.Of(a[0].IsNull),
        ["none"] = (a, _) => ExpressionValue.Of(a[0].IsNull),
        ["odd"] = (a, _) => Numbers.IsOdd(a[0], odd: true),
        ["even"] = (a, _) => Numbers.IsOdd(a[0], odd: false),
        ["number"] = (a, _) => ExpressionValue.Of(a[0].IsNumber),
        ["istext"] = (a, _) => ExpressionValue.Of(a[0].Kind is ValueKind.Text),

        ["hash"] = Protection.Hash,
        ["pseudonym"] = Protection.Pseudonym,
        ["partial_mask"] = (a, _) => Protection.PartialMask(a),
        ["redact"] = (a, _) => a[0].IsNull ? a[0] : a[1].IsMissing ? ExpressionValue.Of("<redacted>") : a[1],
        ["fake"] = Protection.Fake,
        ["random"] = Protection.Pick,
        ["persona"] = Protection.Persona,

        ["date_parse"] = (a, _) => Dates.Parse(a[0]),
        ["date_shift"] = Dates.Shift,
        ["date_format"] = (a, _) => Dates.Format(a[0], a[1], "%Y-%m-%d"),
        ["date_time_format"] = (a, _) => Dates.Format(a[0], a[1], "%Y-%m-%d %H:%M:%S"),
    };

    /// <summary>The names that have a body.</summary>
    public static IEnumerable<string> Names => ByName.Keys;

    /// <summary>The body of a call. Patterns are made here, once.</summary>
    public static ExpressionBody Find(CallNode call) => call.Function.StartsWith("re.", StringComparison.Ordinal)
        ? Patterns.Find(call)
        : ByName[call.Function];
}
