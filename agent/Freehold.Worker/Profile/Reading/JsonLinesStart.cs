using Freehold.JobContract.Failures;
using Freehold.Worker.JsonLines;

namespace Freehold.Worker.Profile.Reading;

/// <summary>Cuts the first lines out of a file of JSON lines, so that a look at its start does not read all of it.</summary>
internal static class JsonLinesStart
{
    /// <exception cref="JobFailedException">One of the lines is too long.</exception>
    public static void Copy(ProfileTask task, string to, CancellationToken cancellationToken)
    {
        using var from = new FileStream(task.InputPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var lines = new LineReader(from);
        using var start = new FileStream(to, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1024 * 1024);

        for (var row = 0L; row < task.MostRows && lines.Read(); row++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            start.Write(lines.Line);
            start.WriteByte((byte)'\n');
        }

        if (lines.TooLong)
        {
            throw new JobFailedException(new Failure
            {
                Code = FailureCode.BadInput,
                Detail = FailureDetail.RowTooLong,
                ObjectName = task.ObjectName,
                Line = lines.Number,
            });
        }
    }
}
