using Microsoft.Extensions.Options;
using Npgsql;

namespace Freehold.ControlPlane.Database;

/// <summary>Where the control plane keeps everything. Section <c>Database</c>.</summary>
public sealed class DatabaseOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Database";

    /// <summary>
    /// Npgsql connection string of a PostgreSQL 14 or later. Default none: a PostgreSQL of our own is started, for trying out
    /// and development. Holds a password: give it in the environment, not on the command line.
    /// </summary>
    public string? ConnectionString { get; init; }

    /// <summary>
    /// Directory for what belongs to this installation: the database of our own, its keys and certificates, the first
    /// token. Default <c>.freehold</c> in the working directory.
    /// </summary>
    public string StateDirectory { get; init; } = ".freehold";

    /// <summary>Folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, used when the system has none. Default none.</summary>
    public string? EmbeddedBinaries { get; init; }

    /// <summary>How long to wait at start for a database that does not answer. Default 60 s; 1 s to 1 h.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the database is our own.</summary>
    internal bool IsEmbedded => string.IsNullOrEmpty(ConnectionString);

    /// <summary>A file or folder of the state directory, as absolute path.</summary>
    internal string StatePath(string name) => Path.GetFullPath(Path.Combine(StateDirectory, name));
}

internal sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        var problems = new ValidateOptionsResultBuilder();

        if (string.IsNullOrWhiteSpace(options.StateDirectory))
            problems.AddError("must name a directory", nameof(options.StateDirectory));

        if (options.StartTimeout < TimeSpan.FromSeconds(1) || options.StartTimeout > TimeSpan.FromHours(1))
            problems.AddError("must be 1s to 1h", nameof(options.StartTimeout));

        if (!options.IsEmbedded && !IsConnectionString(options.ConnectionString!))
            problems.AddError("must be a connection string such as Host=db;Username=freehold;Password=…;Database=freehold",
                nameof(options.ConnectionString));

        return problems.Build();
    }

    private static bool IsConnectionString(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }
}
