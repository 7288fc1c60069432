using Spectre.Console;

namespace Freehold.Cli.Jobs;

/// <summary>For a terminal: one bar that moves.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console, ProgressTask bar) : IJobDisplay
{
    private const double Full = 100;

    /// <summary>Shows a bar on standard error while <paramref name="watchAsync"/> runs.</summary>
    public static async Task<JobView> ShowWhileAsync(Func<IJobDisplay, Task<JobView>> watchAsync)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoRefresh(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(progress => watchAsync(new TerminalDisplay(console, progress.AddTask("queued", maxValue: Full))));
    }

    public void Show(JobView job)
    {
        var numbers = ProgressText.Of(job);
        bar.Description = Markup.Escape(numbers.Length == 0 ? job.StateText : $"{job.StateText}, {numbers}");
        bar.IsIndeterminate = job is { State: "running", Progress.Share: null };

        // A new attempt starts again from nothing.
        bar.Value = job.State is "succeeded" ? Full : Full * (job.Progress?.Share ?? 0);
        if (job.HasEnded)
            bar.StopTask();
    }

    public void Note(string text) => console.MarkupLine(Markup.Escape(text));
}
