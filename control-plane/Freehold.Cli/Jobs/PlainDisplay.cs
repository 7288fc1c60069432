namespace Freehold.Cli.Jobs;

/// <summary>For logs and pipes: a line for each new state, and between them at most one of progress every five seconds.</summary>
internal sealed class PlainDisplay(TextWriter output, TimeProvider time) : IJobDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private string? _state;
    private long _lastLine;

    public void Show(JobView job)
    {
        var isNews = job.StateText != _state;
        if (!isNews && time.GetElapsedTime(_lastLine) < Interval)
            return;

        var progress = ProgressText.Of(job);
        if (!isNews && progress.Length == 0)
            return;

        _state = job.StateText;
        _lastLine = time.GetTimestamp();
        output.WriteLine(progress.Length == 0 ? $"{job.Id}  {job.StateText}" : $"{job.Id}  {job.StateText}  {progress}");
    }

    public void Note(string text) => output.WriteLine(text);
}
