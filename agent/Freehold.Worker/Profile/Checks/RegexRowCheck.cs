using System.Text;
using System.Text.RegularExpressions;
using Freehold.JobContract.Profile;

namespace Freehold.Worker.Profile.Checks;

/// <summary>Texts that match an expression as a whole, in time proportional to their length whatever the expression.</summary>
internal sealed class RegexRowCheck(RegexCheck check) : RowCheck
{
    private readonly Regex _whole = new(
        $@"^(?:{check.Pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant, Regex.InfiniteMatchTimeout);

    private char[] _scratch = new char[256];

    public override bool Passes(in CheckedValue value)
    {
        if (_scratch.Length < value.Text.Length)
            _scratch = new char[value.Text.Length];
        return _whole.IsMatch(_scratch.AsSpan(0, Encoding.UTF8.GetChars(value.Text, _scratch)));
    }
}
