using System.Text;
using Freehold.Protocol.V1;
using Google.Protobuf;

namespace Freehold.Worker.Reports;

/// <summary>
/// Writes the worker's report: one <see cref="WorkerReport"/> a line in proto3 JSON, each flushed. Safe from any thread.
/// </summary>
/// <remarks>
/// When nobody reads any more (a closed pipe) the rest is not written: the job goes on, its result is the commit and the exit code.
/// </remarks>
internal sealed class ReportWriter(Stream output)
{
    private readonly Lock _lock = new();
    private bool _closed;

    /// <summary>Writes a line, unless the last one is written.</summary>
    public void Write(WorkerReport report) => Write(report, isLast: false);

    /// <summary>Writes the result, after which nothing is written.</summary>
    public void WriteLast(WorkerReport report) => Write(report, isLast: true);

    private void Write(WorkerReport report, bool isLast)
    {
        var line = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(report) + "\n");
        lock (_lock)
        {
            if (_closed)
                return;

            try
            {
                output.Write(line);
                output.Flush();
                _closed = isLast;
            }
            catch (IOException)
            {
                _closed = true;
            }
        }
    }
}
