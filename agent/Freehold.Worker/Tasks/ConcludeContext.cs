using Freehold.Worker.Output;

namespace Freehold.Worker.Tasks;

/// <summary>Where the end of a job reads what its tasks have left, and writes what is made of it.</summary>
/// <param name="Output">Reads the tasks' files and publishes the job's.</param>
/// <param name="Scratch">Existing folder for local files; removed after the run.</param>
internal sealed record ConcludeContext(AttemptOutput Output, string Scratch);
