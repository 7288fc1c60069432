using Freehold.JobContract.Profile;
using Freehold.Worker.Profile.Columns;

namespace Freehold.Worker.Profile.Checks;

/// <summary>Numbers or dates between two.</summary>
internal sealed class RangeRowCheck(RangeCheck check) : RowCheck
{
    private readonly double _least = check.Least ?? double.NegativeInfinity;
    private readonly double _most = check.Most ?? double.PositiveInfinity;

    public override bool Passes(in CheckedValue value)
    {
        var isDate = value.Type is DataType.Date or DataType.Timestamp;
        var isNumber = value.Type is DataType.Integer or DataType.Decimal;
        return (check.Dates ? isDate : isNumber) && value.Number >= _least && value.Number <= _most; // NaN is not
    }
}
