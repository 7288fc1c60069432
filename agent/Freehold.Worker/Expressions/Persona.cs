namespace Freehold.Worker.Expressions;

/// <summary>An invented person whose names and address belong together.</summary>
internal sealed record Persona(string FirstName, string LastName, string Email, string Gender)
{
    public string? Member(string name) => name switch
    {
        "first_name" => FirstName,
        "last_name" => LastName,
        "email" => Email,
        "gender" => Gender,
        _ => null,
    };
}
