using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Freehold.EmbeddedPostgres;
using Freehold.EndToEnd.Tests.Programs;
using Freehold.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Freehold.EndToEnd.Tests.Situations;

public sealed class When_a_job_runs_from_end_to_end
{
    private const int Rows = 2_000;

    private Stack _stack = null!;
    private string _first = null!;
    private string _second = null!;

    [OneTimeSetUp]
    public async Task Run()
    {
        _stack = await Stack.StartAsync();
        // The second file begins with the last hundred people of the first.
        PeopleFiles.Write(_stack["in/a.csv"], 0, Rows);
        PeopleFiles.Write(_stack["in/b.csv"], Rows - 100, Rows);

        _first = await _stack.Api.SubmitAsync(PeopleFiles.Document(_stack["in/*.csv"], _stack["out"]));
        _second = await _stack.Api.SubmitAsync(PeopleFiles.Document(_stack["in/*.csv"], _stack["out"], "parallelism: 2"));
        await _stack.Api.ReachesAsync(_first, "succeeded");
        await _stack.Api.ReachesAsync(_second, "succeeded");
    }

    [OneTimeTearDown]
    public async Task Stop() => await _stack.DisposeAsync();

    [Test]
    public void Every_row_is_there_with_the_untouched_columns_as_they_were()
    {
        var lines = CommittedOutput.Of(_stack["out"], _first).Lines("a.csv");

        Assert.That(lines, Has.Length.EqualTo(Rows));
        Assert.That(lines.Select((line, person) => line.EndsWith($",Bern,{person.ToString(CultureInfo.InvariantCulture)}.50", StringComparison.Ordinal)), Is.All.True);
    }

    [Test]
    public void The_same_value_has_the_same_pseudonym_in_two_files_and_two_runs()
    {
        var first = CommittedOutput.Of(_stack["out"], _first);
        var second = CommittedOutput.Of(_stack["out"], _second);

        Assert.That(first.Lines("a.csv")[^100..], Is.EqualTo(first.Lines("b.csv")[..100]));
        Assert.That(second.Lines("a.csv"), Is.EqualTo(first.Lines("a.csv")));
        Assert.That(first.Lines("a.csv").Select(line => line.Split(',')[0]).Distinct().Count(), Is.EqualTo(Rows), "different people differ");
    }

    [Test]
    public async Task No_value_of_a_changed_column_and_no_secret_is_anywhere_but_in_the_input()
    {
        var places = new Dictionary<string, string>
        {
            ["output and worker logs"] = CommittedOutput.Of(_stack["out"], _first).AllText() + CommittedOutput.Of(_stack["out"], _second).AllText(),
            ["database dump"] = await DumpAsync(),
            ["logs"] = _stack.Printed,
            ["agent's state"] = File.ReadAllText(_stack["agent/journal"]),
        };

        foreach (var (place, text) in places)
        {
            Assert.That(text, Is.Not.Empty, place);
            Assert.That(text, Does.Not.Contain(PeopleFiles.Canary), place);
            Assert.That(text, Does.Not.Contain(_stack.SecretKey), place);
            Assert.That(text, Does.Not.Contain(File.ReadAllText(_stack["agent.token"])), place);
            Assert.That(text, Does.Not.Contain(File.ReadAllText(Path.Combine(_stack.ControlPlaneState, "owner.token")).Trim()), place);
        }
    }

    [Test]
    public async Task The_events_say_what_happened_in_numbers_and_places()
    {
        var events = await _stack.Api.EventsAsync(_first);

        Assert.That(events[0].GetProperty("kind").GetString(), Is.EqualTo("started"));
        Assert.That(events[^1].GetProperty("kind").GetString(), Is.EqualTo("succeeded"));
        var totals = events[^1].GetProperty("body").GetProperty("totals");
        Assert.That(totals.GetProperty("rowsWritten").GetInt64(), Is.EqualTo(2 * Rows));
        Assert.That(totals.GetProperty("tasksDone").GetInt64(), Is.EqualTo(2));
    }

    [Test]
    public async Task A_finished_job_shows_its_progress_whole()
    {
        var progress = (await _stack.Api.JobAsync(_first)).GetProperty("progress");

        Assert.That(progress.GetProperty("rowsWritten").GetInt64(), Is.EqualTo(2 * Rows));
        Assert.That(progress.GetProperty("tasksDone").GetInt64(), Is.EqualTo(progress.GetProperty("tasksTotal").GetInt64()));
        Assert.That(progress.GetProperty("bytesRead").GetInt64(), Is.EqualTo(progress.GetProperty("bytesTotal").GetInt64()));
    }

    [Test]
    public async Task One_correlation_id_leads_from_the_request_to_the_workers_log()
    {
        using var answer = await _stack.Api.PostAsync("/api/v1/projects/default/jobs", PeopleFiles.Document(_stack["in/a.csv"], _stack["out"]));
        var correlation = answer.Headers.GetValues("x-correlation-id").Single();
        var id = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("id").GetString()!;
        await _stack.Api.ReachesAsync(id, "succeeded");

        Assert.That(CommittedOutput.Of(_stack["out"], id).AllText(), Does.Contain(correlation), "worker's log");
        Assert.That(_stack.ControlPlane.Printed, Does.Contain(correlation), "control plane's log");
        Assert.That(_stack.Agent.Printed, Does.Contain(correlation), "agent's log");
    }

    private async Task<string> DumpAsync()
    {
        // Joins the server that the control plane runs; not disposed, since that would stop it.
        var server = await PostgresServer.StartAsync(
            new() { StateDirectory = _stack.ControlPlaneState, Binaries = BundledPostgres.Folder }, NullLogger.Instance, CancellationToken.None);
        var connection = new NpgsqlConnectionStringBuilder(server.ConnectionString);
        var start = new ProcessStartInfo("pg_dump", ["--no-owner", "--inserts"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGDATABASE"] = connection.Database;
        using var dump = Process.Start(start)!;
        var errors = dump.StandardError.ReadToEndAsync();
        var text = await dump.StandardOutput.ReadToEndAsync().InTime();
        await dump.WaitForExitAsync().InTime();
        Assert.That(dump.ExitCode, Is.Zero, await errors);
        Assert.That(text, Does.Contain(_first), "the dump holds the job, so it would hold what came with it");
        return text;
    }
}
