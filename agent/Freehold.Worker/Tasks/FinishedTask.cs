namespace Freehold.Worker.Tasks;

/// <summary>A task that has succeeded, in this attempt or in an earlier one.</summary>
/// <param name="Task">The task.</param>
/// <param name="Product">What it has made. Its files may carry the number of an earlier attempt.</param>
internal sealed record FinishedTask(PlannedTask Task, TaskProduct Product);
