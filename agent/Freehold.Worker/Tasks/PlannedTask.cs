namespace Freehold.Worker.Tasks;

/// <summary>One input object of a job, as its plan names it.</summary>
/// <param name="Index">Its place in the plan, from 0.</param>
/// <param name="Input">Which of the document's inputs it was found under, from 0.</param>
/// <param name="ObjectName">Its name there, relative to the folder before the first glob; also how failures name it.</param>
/// <param name="Bytes">Its size when the plan was made.</param>
/// <param name="OutputName">Name of what becomes of it, within the attempt.</param>
internal sealed record PlannedTask(int Index, int Input, string ObjectName, long Bytes, string OutputName);
