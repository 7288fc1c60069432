using Freehold.JobContract.Transform;

namespace Freehold.Worker.Rules;

/// <summary>What happens to one column of one file.</summary>
/// <param name="Index">Its place in the input, from 0.</param>
/// <param name="Name">Its name in the input.</param>
/// <param name="OutputName">Its name in the output.</param>
/// <param name="Action">What changes its values; null when they pass unchanged.</param>
/// <param name="SubjectIndex">Place of the column whose value says by how much a date moves; null when there is none.</param>
internal sealed record ColumnPlan(int Index, string Name, string OutputName, TransformAction? Action, int? SubjectIndex);
