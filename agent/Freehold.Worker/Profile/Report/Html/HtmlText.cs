using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;

namespace Freehold.Worker.Profile.Report.Html;

/// <summary>
/// HTML under construction. Whatever is put into an interpolated text is escaped unless it is <see cref="HtmlText"/> itself, so that
/// a name or value of the data cannot become markup: nobody has to remember it.
/// </summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Appends markup; its holes are escaped.</summary>
    public HtmlText Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
        _ = markup;
        return this;
    }

    /// <summary>Appends what has been built elsewhere.</summary>
    public HtmlText Add(HtmlText other)
    {
        _text.Append(other._text);
        return this;
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void AddEscaped(string? text)
    {
        // Characters that change the direction of what follows could make a name read as another.
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format)
                _text.Append("<span class=\"odd\">").Append(CultureInfo.InvariantCulture, $"U+{rune.Value:X4}").Append("</span>");
            else
                _text.Append(WebUtility.HtmlEncode(rune.ToString()));
        }
    }

    /// <summary>An interpolated text on its way into an <see cref="HtmlText"/>.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Markup
    {
        private readonly HtmlText _target;

        public Markup(int literalLength, int formattedCount, HtmlText target) => _target = target;

        public void AppendLiteral(string markup) => _target._text.Append(markup);

        public void AppendFormatted(string? text) => _target.AddEscaped(text);

        public void AppendFormatted(HtmlText markup) => _target.Add(markup);

        public void AppendFormatted(int number) => _target._text.Append(number.ToString(CultureInfo.InvariantCulture));

        public void AppendFormatted(double number) => _target._text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));
    }
}
