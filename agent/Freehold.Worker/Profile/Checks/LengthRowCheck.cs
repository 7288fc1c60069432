using Freehold.JobContract.Profile;

namespace Freehold.Worker.Profile.Checks;

/// <summary>So many characters.</summary>
internal sealed class LengthRowCheck(LengthCheck check) : RowCheck
{
    public override bool Passes(in CheckedValue value) =>
        value.Characters >= check.Least && value.Characters <= (check.Most ?? int.MaxValue);
}
