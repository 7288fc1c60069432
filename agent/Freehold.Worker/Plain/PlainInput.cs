using Freehold.JobContract.Failures;
using Freehold.JobContract.Transform;
using Freehold.Worker.Inputs;
using Freehold.Worker.Transform;

namespace Freehold.Worker.Plain;

/// <summary>
/// Makes of a compressed file, of another encoding and of a JSON array what everything else reads: plain UTF-8, one object a
/// line. Streams, and writes no more than the task may.
/// </summary>
internal static class PlainInput
{
    private const int Buffer = 256 * 1024;

    /// <summary>The task with its plain input: its own file if that is plain already.</summary>
    /// <param name="task">The task.</param>
    /// <param name="encoding">Encoding of CSV files.</param>
    /// <param name="mostBytes">Most bytes that may be written.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="JobFailedException">The file is not what it claims to be, or expands too far.</exception>
    public static TransformTask Of(TransformTask task, CsvEncoding encoding, long mostBytes, CancellationToken cancellationToken)
    {
        var isArray = task.Format is DataFormat.Jsonl && FileFormats.MayBeArray(task.ObjectName) && StartsWithBracket(task);
        var decodes = task.Format is DataFormat.Csv && encoding is not CsvEncoding.Utf8;
        if (!FileFormats.IsGzip(task.ObjectName) && !decodes && !isArray)
            return task;

        var plain = task with { InputPath = task.PlainPath };
        using var from = Open(task);
        using var file = new FileStream(plain.InputPath, FileMode.CreateNew, FileAccess.Write, FileShare.None, Buffer);
        using var to = new BoundedStream(file, mostBytes);
        try
        {
            if (decodes)
                CsvDecoding.Copy(from, to, encoding, cancellationToken);
            else if (isArray)
                JsonArrayLines.Copy(from, to, cancellationToken);
            else
                CopyPlain(from, to, cancellationToken);
            return plain;
        }
        catch (BoundExceededException)
        {
            throw Failed(task, FailureDetail.ExpandsTooFar, expected: mostBytes);
        }
        catch (InvalidDataException)
        {
            throw Failed(task, FailureDetail.NotGzip);
        }
        catch (WrongEncodingException e)
        {
            throw Failed(task, FailureDetail.WrongEncoding, e.Line);
        }
        catch (NotAnArrayException e)
        {
            throw Failed(task, FailureDetail.NotJson, e.Element);
        }
        catch (IOException)
        {
            throw new JobFailedException(new Failure { Code = FailureCode.OutputUnwritable, Detail = FailureDetail.DiskFull, ObjectName = task.ObjectName });
        }
    }

    private static bool StartsWithBracket(TransformTask task)
    {
        try
        {
            using var file = Open(task);
            return JsonArrayLines.BeginsArray(file);
        }
        catch (InvalidDataException)
        {
            throw Failed(task, FailureDetail.NotGzip);
        }
    }

    private static Stream Open(TransformTask task)
    {
        var file = new FileStream(task.InputPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, FileOptions.SequentialScan);
        return FileFormats.IsGzip(task.ObjectName) ? new WholeGzipStream(file) : file;
    }

    private static void CopyPlain(Stream from, Stream to, CancellationToken cancellationToken)
    {
        var buffer = new byte[Buffer];
        for (var read = from.Read(buffer); read > 0; read = from.Read(buffer))
        {
            cancellationToken.ThrowIfCancellationRequested();
            to.Write(buffer, 0, read);
        }
    }

    private static JobFailedException Failed(TransformTask task, string detail, long line = 0, long expected = 0) =>
        new(new Failure { Code = FailureCode.BadInput, Detail = detail, ObjectName = task.ObjectName, Line = line, Expected = expected });
}
