using Serilog.Events;
using Serilog.Formatting;

namespace Freehold.Hosting.Logs;

/// <summary>Writes what another formatter writes, without tokens.</summary>
internal sealed class MaskingFormatter(ITextFormatter inner) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter();
        inner.Format(logEvent, line);
        output.Write(SecretMask.Apply(line.ToString()));
    }
}
