using Freehold.JobContract.Transform;

namespace Freehold.Worker.Rows;

/// <summary>Makes cells harmless that a spreadsheet would run; comes after what rules do.</summary>
internal sealed record FormulaAction(CsvFormulas Formulas) : TransformAction;
